/** How the printed script looks: A4, quiet, with page numbers and no text torn over two pages. */
export const style = `
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font: 8.5pt sans-serif; color: #5b6670; } }
:root { --ink: #1d2730; --soft: #54616b; --line: #cfd6db; --wash: #f4f6f7; --accent: #17616b; --safety: #8a2f1d; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; padding: 8mm 5mm; color: var(--ink); background: #fff; font-size: 10.5pt; line-height: 1.55;
  font-family: Pretendard, "Pretendard Variable", "Apple SD Gothic Neo", "Malgun Gothic", "맑은 고딕", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif;
  word-break: keep-all; overflow-wrap: break-word; }
.en { color: var(--soft); font-size: 0.9em; }
h1 { font-size: 24pt; line-height: 1.25; margin: 0 0 4mm; font-weight: 700; }
h1 .en { font-size: 13pt; font-weight: 400; margin-left: 2mm; }
h2 { font-size: 13pt; margin: 6mm 0 2mm; break-after: avoid; }
h2 .en, h3 .en { font-weight: 400; }
h2.title { font-size: 18pt; margin: 0 0 4mm; padding-bottom: 2mm; border-bottom: 0.6mm solid var(--accent); }
h2.title .number { color: var(--accent); margin-right: 1.5mm; }
h3 { font-size: 11.5pt; margin: 5mm 0 1.5mm; break-after: avoid; }
code { font-family: ui-monospace, "SFMono-Regular", Consolas, "DejaVu Sans Mono", monospace; font-size: 0.88em; word-break: break-all; }
p { margin: 0 0 1.5mm; }
.lead { font-size: 12pt; }
.chapter { break-before: page; }
ul.how { padding-left: 5mm; margin: 0; font-size: 9.8pt; } ul.how li { margin-bottom: 1.2mm; }
ol.contents { columns: 3; font-size: 9.5pt; padding-left: 7mm; margin: 0; }
table { border-collapse: collapse; width: 100%; }
ul.versions { columns: 2; column-gap: 8mm; list-style: none; padding: 0; margin: 0; font-size: 9.5pt; }
ul.versions li { display: flex; justify-content: space-between; gap: 3mm; border-bottom: 0.2mm solid var(--line); padding: 0.5mm 0; break-inside: avoid; }
ul.versions li > span { white-space: nowrap; } ul.versions .en { flex: 1; white-space: normal; } ul.versions code { white-space: nowrap; }
.text { break-inside: avoid; border: 0.25mm solid var(--line); border-radius: 2mm; padding: 3mm 4mm 2.5mm; margin: 0 0 4mm; }
.text h3 { margin: 0 0 1mm; font-size: 10.5pt; color: var(--accent); }
.text .when { font-size: 9.5pt; background: var(--wash); border-radius: 1.2mm; padding: 1mm 2.5mm; margin-bottom: 2mm; line-height: 1.45; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; }
.pair > div + div { color: #33404a; font-size: 0.96em; }
.said { margin-bottom: 1mm; }
.choices { list-style: none; margin: 0; padding: 0; }
.choices li { padding-left: 4mm; text-indent: -4mm; }
.value { background: #e6f0f1; border-radius: 0.8mm; padding: 0 0.8mm; font-size: 0.9em; white-space: nowrap; }
.tag { display: inline-block; font-size: 8pt; border: 0.25mm solid currentColor; border-radius: 3mm; padding: 0 2mm; margin-left: 2mm; color: var(--soft); font-weight: 600; }
.tag .en { color: inherit; font-weight: 400; }
.tag.fixed { color: var(--safety); }
.tag.pushed { color: var(--accent); }
.unknowns { margin-top: 2mm; font-size: 8.8pt; line-height: 1.4; color: var(--soft); table-layout: fixed; }
.unknowns th { text-align: left; font-weight: 400; width: 22%; vertical-align: top; padding: 0.5mm 2mm 0.5mm 0; }
.unknowns td { vertical-align: top; padding: 0.5mm 2mm 0.5mm 0; }
del { text-decoration: none; background: #f6e9e4; border-radius: 0.6mm; } ins { text-decoration: none; background: #e5f1e6; border-radius: 0.6mm; }
.seals { font-size: 8.5pt; color: var(--safety); margin: 1.5mm 0 0; }
.seal { margin-right: 6mm; white-space: nowrap; }
.remarks { display: flex; align-items: baseline; gap: 2mm; font-size: 8.8pt; color: var(--soft); margin: 2mm 0 0; white-space: nowrap; break-inside: avoid; }
.remarks .rule { flex: 1; border-bottom: 0.2mm solid #9aa5ad; height: 5mm; }
.text.small { padding: 1.2mm 4mm; margin-bottom: 1.5mm; }
.text.small .row { display: grid; grid-template-columns: 1fr 1fr 2fr; gap: 4mm; margin: 0; align-items: baseline; }
.text.small .when { background: none; padding: 0; margin: 0; }
.grid { font-size: 9pt; line-height: 1.4; margin: 0 0 3mm; }
.grid th { text-align: left; background: var(--wash); font-weight: 600; }
.grid th, .grid td { border-bottom: 0.2mm solid var(--line); padding: 1mm 2mm 1mm 1mm; vertical-align: top; }
.grid tr { break-inside: avoid; } .grid thead { display: table-header-group; }
.items th:first-child { width: 11mm; } .items th:last-child { width: 27%; }
code.key { background: var(--wash); border-radius: 0.8mm; padding: 0 1mm; white-space: nowrap; }
.place td .did { display: block; }
.stem { background: var(--wash); border-radius: 1.2mm; padding: 1.5mm 3mm; break-inside: avoid; }
.evidence { font-size: 8.8pt; padding-left: 5mm; margin: 0 0 2mm; }
.note { font-size: 9.5pt; }
.place { margin-bottom: 4mm; } .place h3 code { color: var(--soft); font-weight: 400; }
.place .grid { table-layout: fixed; } .place .grid th:nth-child(1) { width: 23%; } .place .grid th:nth-child(2) { width: 22%; } .place .grid th:nth-child(3) { width: 17%; }
.asks { font-size: 9.2pt; break-after: avoid; line-height: 1.7; }
.stays { color: var(--soft); }
.sign { margin-top: 6mm; break-inside: avoid; break-before: avoid; } .sign caption { text-align: left; font-weight: 600; padding-bottom: 1.5mm; }
.sign caption .en { font-weight: 400; }
.sign th { width: 14%; text-align: left; font-weight: 400; font-size: 9pt; background: var(--wash); } .sign td { width: 36%; height: 11mm; }
.sign th, .sign td { border: 0.25mm solid var(--line); padding: 1mm 2mm; }
@media print { body { padding: 0; max-width: none; } }
@media screen { .chapter { margin-top: 14mm; } }
@media screen and (max-width: 600px) { .pair { grid-template-columns: 1fr; gap: 2mm; } ol.contents { columns: 1; } }
`;
