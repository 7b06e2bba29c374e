import { Button } from '../../../src/ui/button/button.tsx';
import { examplesOf } from './example.ts';

export const buttonExamples = examplesOf({
  primary: () => <Button kind="primary">下一步：材料</Button>,
  secondary: () => <Button>看原件</Button>,
  danger: () => <Button kind="danger">撤回这件</Button>,
  plain: () => <Button kind="plain">清掉</Button>,
  busy: () => (
    <Button kind="primary" busy="正在存…">
      提交这件
    </Button>
  ),
  pressed: () => <Button pressed>只看待补正</Button>,
  link: () => <Button href="#there">去发送</Button>,
  'long word': () => (
    <Button kind="primary">城乡居民基本养老保险待遇领取资格认证</Button>
  ),
});
