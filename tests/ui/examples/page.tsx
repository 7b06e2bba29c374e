import { Fragment } from 'preact';
import { Button } from '../../../src/ui/button/button.tsx';
import { Page } from '../../../src/ui/page/page.tsx';
import { drawing, type Example } from './example.ts';
import { errorSummaryExamples } from './error-summary.tsx';
import { emptyFieldExamples, fieldExamples } from './field.tsx';
import { stripExamples } from './strip.tsx';

const drawings: Record<string, Example['draw']> = {
  'a form': () => (
    <Page
      title="填表"
      subject="高龄津贴 · 向某英"
      back={{ href: '#back' }}
      strip={drawing(stripExamples, 'offline and refused')}
      primary={<Button kind="primary">下一步：材料</Button>}
      townshipPhone="0718-0000000"
    >
      {emptyFieldExamples.map(({ name, draw }) => (
        <Fragment key={name}>{draw()}</Fragment>
      ))}
    </Page>
  ),
  'with errors': () => (
    <Page title="核对" hasErrors focusTitle={false}>
      {drawing(errorSummaryExamples, 'one error')}
      {drawing(fieldExamples, 'text, refused')}
    </Page>
  ),
  'for a resident': () => (
    <Page title="查一件" textSize="larger">
      <p>把凭证上的二维码对准镜头。</p>
    </Page>
  ),
  'with a navigation and an aside': () => (
    <Page
      title="办件"
      strip={drawing(stripExamples, 'allDelivered')}
      nav={
        <nav aria-label="主要页面">
          <a href="#home">首页</a>
        </nav>
      }
      aside={<p>先问是不是本人来。</p>}
    >
      <p>今天收了3件。</p>
    </Page>
  ),
};

export const pageExamples: Example[] = Object.entries(drawings).map(
  ([name, draw]) => ({ name, draw, isAlone: true }),
);
