// A paper as one HTML page that stands by itself: no script, nothing from elsewhere,
// and every word in it is text, whoever wrote it.
import { noticePaperText, type NoticeWords } from '../../text/notice-papers.ts';

/** Of A4, as the office prints it; on a screen the same sheet on grey. */
const STYLE = `
@page{size:A4;margin:22mm 24mm}
body{margin:0;font:12pt/1.6 "Songti SC","Noto Serif CJK SC",SimSun,serif;color:#000;background:#fff}
main{max-width:162mm;margin:0 auto;overflow-wrap:anywhere}
h1{font-size:20pt;font-weight:700;text-align:center;margin:0 0 2mm;letter-spacing:.1em}
h2{font-size:12pt;margin:4mm 0 0;break-after:avoid}
p{margin:1mm 0;white-space:pre-line}
.number{text-align:right}
.lead{text-indent:2em}
table{width:100%;border-collapse:collapse;margin:3mm 0}
th,td{border:1px solid #000;padding:1mm 3mm;text-align:left;vertical-align:top;white-space:pre-line}
th{width:7em;font-weight:400}
.end{break-inside:avoid;margin-top:8mm;position:relative;min-height:44mm;text-align:right}
.seal{position:absolute;right:8mm;top:0;width:40mm;height:40mm;line-height:40mm;border:1px dashed #888;border-radius:50%;text-align:center;color:#888}
.sign{margin-top:4mm;border-top:1px solid #000;padding-top:3mm;break-inside:avoid}
@media screen{body{background:#e8e8e8}main{background:#fff;max-width:162mm;padding:25mm 24mm;margin:5mm auto}}
@media screen and (max-width:700px){main{padding:6mm 5mm;margin:0}}
`.trim();

/** The whole page. The title, which a print job shows, is the number alone. */
export function renderNotice(words: NoticeWords): string {
  const { title, number, to, lead, facts, sections, closing } = words;
  const { issuer, issuedOn } = words;
  const { seal, copies, signedFor } = noticePaperText;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(number)}</title><style>${STYLE}</style></head>
<body><main>
<h1>${escape(title)}</h1>
<p class="number">${escape(number)}</p>
<p>${escape(to)}</p>
<p class="lead">${escape(lead)}</p>
<table><tbody>
${facts.map(({ label, value }) => `<tr><th scope="row">${escape(label)}</th><td>${escape(value)}</td></tr>`).join('\n')}
</tbody></table>
${sections.map((each) => `<h2>${escape(each.title)}</h2>\n${paragraphs(each.lines)}`).join('\n')}
${paragraphs(closing)}
<div class="end"><div class="seal">${escape(seal)}</div><p>${escape(issuer)}</p><p>${escape(issuedOn)}</p></div>
<div class="sign"><p>${escape(signedFor)}</p><p>${escape(copies)}</p></div>
</main></body></html>
`;
}

function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p>${escape(line)}</p>`).join('\n');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
