/// The style sheets of pages: fonts of the system, light and dark by the reader's choice, A4 on paper.
enum PageStyle {
  /// What every page has.
  static let common = """

    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ground: #f4f5f7; --ink: #1c2127; --soft: #56606b; --line: #d3d8de;
      --strong: #aab2bb; --accent: #1d4f91;
      --error: #a8231c; --error-tint: #fceceb; --warning: #7d4a00; --warning-tint: #fdf2dd;
      --info: #1f567f; --info-tint: #e7f0f8; --review: #59398a; --review-tint: #f0ebf9;
      --good: #1d6638; --good-tint: #e6f4eb;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #16191d; --ground: #1e2227; --ink: #e4e7ea; --soft: #a4adb6; --line: #353c44;
        --strong: #5c6670; --accent: #8fb8f2;
        --error: #ff9a92; --error-tint: #3b1f1d; --warning: #f0bb5a; --warning-tint: #352a13;
        --info: #8cc0ee; --info-tint: #182a39; --review: #c6acf4; --review-tint: #2b2240;
        --good: #86d3a0; --good-tint: #15301f;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 0.9375rem/1.7 "Hiragino Sans", "Yu Gothic UI", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP", Meiryo, system-ui, sans-serif;
      font-feature-settings: "palt" 0; overflow-wrap: anywhere; line-break: strict;
    }
    h1, h2, h3, h4 { line-height: 1.35; margin: 0; text-wrap: balance; }
    h1 { font-size: 1.35rem; font-weight: 700; letter-spacing: 0.02em; }
    h2 { font-size: 1.2rem; margin-top: 2.6rem; padding-bottom: 0.35rem; border-bottom: 2px solid var(--ink); }
    h3 { font-size: 1.03rem; margin-top: 1.9rem; margin-bottom: 0.5rem; }
    h4 { font-size: 0.95rem; }
    p { margin: 0.4rem 0; }
    a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
    a:focus-visible, select:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
      outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px;
    }
    [hidden] { display: none !important; }
    .soft { color: var(--soft); }
    .small { font-size: 0.82rem; }
    .code { font-family: ui-monospace, "SFMono-Regular", Consolas, "Noto Sans Mono CJK JP", monospace; font-size: 0.92em; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .hush { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .rank { display: inline-block; padding: 0 0.5em; border: 1px solid currentColor; border-radius: 3px; font-size: 0.8rem; font-weight: 700; line-height: 1.5; white-space: nowrap; }
    .rank-error { color: var(--error); background: var(--error-tint); }
    .rank-warning { color: var(--warning); background: var(--warning-tint); }
    .rank-info { color: var(--info); background: var(--info-tint); }
    .rank-review { color: var(--review); background: var(--review-tint); }
    table { border-collapse: collapse; width: 100%; font-size: 0.85rem; line-height: 1.5; }
    caption { text-align: left; color: var(--soft); font-size: 0.82rem; padding-bottom: 0.3rem; }
    th, td { padding: 0.32rem 0.55rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    thead th.number { text-align: right; }
      thead th { background: var(--ground); border-bottom: 1px solid var(--strong); font-weight: 600; white-space: nowrap; }
    tbody th { font-weight: 600; }
    tbody tr:target, li:target { outline: 2px solid var(--accent); outline-offset: -1px; }
    details > summary { cursor: pointer; color: var(--accent); padding: 0.25rem 0; }
    dl { margin: 0; }
    dt { color: var(--soft); font-size: 0.82rem; }
    dd { margin: 0; }
    @media print {
      :root {
        color-scheme: light;
        --paper: #ffffff; --ground: #f4f5f7; --ink: #000000; --soft: #3f4650; --line: #b9c0c8;
        --strong: #7d868f; --accent: #000000;
        --error: #8f1a14; --error-tint: #fdf3f2; --warning: #6b3f00; --warning-tint: #fdf7ea;
        --info: #184766; --info-tint: #f2f7fb; --review: #482d70; --review-tint: #f6f3fb;
        --good: #17512c; --good-tint: #f1f9f4;
      }
      @page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
      body { font-size: 9.5pt; line-height: 1.55; }
      a { text-decoration: none; }
      h2, h3, h4, caption { break-after: avoid; }
      tr, figure, li { break-inside: avoid; }
      thead { display: table-header-group; }
      details.prints::details-content { content-visibility: visible; display: block; }
      .screen { display: none !important; }
    }

    """

  /// What the audit report has besides.
  static let report =
    common + """
      header.page, main, footer.page { max-width: 82rem; margin: 0 auto; padding: 0 1.6rem; }
      header.page { padding-top: 1.6rem; }
      .skip { position: absolute; left: -100rem; top: 0; padding: 0.5rem 1rem; background: var(--paper); border: 2px solid var(--accent); z-index: 9; }
      .skip:focus { left: 0.5rem; top: 0.5rem; }
      .byline { color: var(--soft); font-size: 0.82rem; margin: 0.2rem 0 1.1rem; }
      .verdict { display: grid; grid-template-columns: auto 1fr; gap: 0.2rem 1.1rem; align-items: center; padding: 1rem 1.2rem; border: 1px solid; border-left-width: 8px; border-radius: 4px; }
      .verdict-sign { grid-row: span 2; font-size: 2rem; line-height: 1; font-weight: 700; }
      .verdict-words { font-size: 1.3rem; font-weight: 700; margin: 0; }
      .verdict p { margin: 0; color: var(--ink); }
      .verdict-clean { color: var(--good); background: var(--good-tint); }
      .verdict-findings { color: var(--error); background: var(--error-tint); }
      .verdict-incomplete { color: var(--warning); background: var(--warning-tint); }
      .counts { display: flex; flex-wrap: wrap; gap: 0.6rem; margin: 0.9rem 0 0; padding: 0; list-style: none; }
      .counts li { flex: 1 1 14rem; border: 1px solid var(--line); border-radius: 4px; padding: 0.5rem 0.8rem; }
      .counts strong { font-size: 1.25rem; font-variant-numeric: tabular-nums; margin-left: 0.5rem; }
      .counts p { margin: 0.1rem 0 0; font-size: 0.82rem; color: var(--soft); line-height: 1.5; }
      nav.toc { margin-top: 1.2rem; font-size: 0.88rem; }
      nav.toc ul { display: flex; flex-wrap: wrap; gap: 0.15rem 1.3rem; list-style: none; margin: 0; padding: 0; }
      .gaps { margin: 0.4rem 0; padding-left: 1.3rem; }
      .gaps li { margin: 0.2rem 0; }
      .gap-box { border-left: 4px solid var(--warning); background: var(--warning-tint); padding: 0.5rem 1rem; margin: 0.6rem 0; }
      form.filters { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: 0.5rem 1.1rem; align-items: end; margin: 1.4rem 0 0; padding: 0.7rem 1rem; background: var(--ground); border: 1px solid var(--line); border-radius: 4px; }
      form.filters label { font-size: 0.8rem; color: var(--soft); display: grid; gap: 0.1rem; }
      form.filters select, form.filters button { font: inherit; font-size: 0.88rem; color: var(--ink); background: var(--paper); border: 1px solid var(--strong); border-radius: 3px; padding: 0.25rem 0.5rem; min-height: 2.1rem; max-width: 22rem; }
      .filter-status { font-size: 0.85rem; color: var(--soft); margin: 0.4rem 0 0; }
      .filter-status.is-active { color: var(--ink); font-weight: 700; }
      ol.findings { list-style: none; margin: 0.8rem 0 0; padding: 0; }
      li.finding { border: 1px solid var(--line); border-left: 5px solid var(--line); border-radius: 3px; margin: 0 0 0.7rem; padding: 0.6rem 1rem 0.7rem; scroll-margin-top: 6rem; }
      li.finding.is-error { border-left-color: var(--error); }
      li.finding.is-warning { border-left-color: var(--warning); }
      li.finding.is-info { border-left-color: var(--info); }
      li.finding.is-review { border-left-color: var(--review); }
      li.finding.is-settled { border-left-style: dotted; }
      .finding-head { display: flex; flex-wrap: wrap; gap: 0.3rem 0.7rem; align-items: baseline; }
      .finding-number { font-variant-numeric: tabular-nums; font-weight: 700; min-width: 1.6em; }
      .finding-head h3, .finding-head h4 { flex: 1 1 20rem; margin: 0; font-size: 0.95rem; }
      .message { margin: 0.35rem 0 0.45rem; max-width: 62rem; }
      .facts { display: grid; grid-template-columns: 3.6rem minmax(0, 1fr) 3.6rem minmax(0, 1fr); gap: 0.15rem 0.9rem; font-size: 0.88rem; }
      .facts dt { white-space: nowrap; }
      .facts.is-wide { grid-template-columns: 7rem minmax(0, 1fr); }
      .facts dd.value { font-weight: 600; }
      .facts dd .quoted { border-bottom: 1px dotted var(--strong); }
      .note-words { display: block; color: var(--soft); font-size: 0.82rem; max-width: 60rem; }
      .finding-foot { margin: 0.45rem 0 0; font-size: 0.78rem; color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 1.1rem; }
      .group-table td.message { margin: 0; max-width: none; display: table-cell; }
      .scroller { overflow-x: auto; border: 1px solid var(--line); border-radius: 3px; }
      @media (min-width: 77rem) { .scroller { overflow: visible; } }
      table.plan { min-width: 72rem; table-layout: fixed; font-size: 0.78rem; line-height: 1.45; border-collapse: separate; border-spacing: 0; }
      table.plan th, table.plan td { border-right: 1px solid var(--line); padding: 0.3rem 0.45rem; scroll-margin: 6rem; }
      table.plan thead th { position: sticky; top: 0; z-index: 2; }
      table.plan tbody th { position: sticky; left: 0; background: var(--paper); z-index: 1; }
      table.plan tfoot th, table.plan tfoot td { background: var(--ground); font-weight: 600; border-top: 2px solid var(--strong); }
      table.plan .c-number { width: 4.1rem; text-align: right; font-variant-numeric: tabular-nums; }
      table.plan .c-municipality { width: 5rem; } table.plan .c-theme { width: 6rem; }
      table.plan .c-title { width: 10.5rem; } table.plan .c-category { width: 5.4rem; }
      table.plan .c-cost, table.plan .c-target, table.plan .c-reference { width: 4.2rem; text-align: right; font-variant-numeric: tabular-nums; }
      table.plan .c-start { width: 5.4rem; } table.plan .c-url { width: 9.5rem; word-break: break-all; }
      table.plan .c-contact { width: 8.2rem; }
      table.plan thead th { white-space: normal; vertical-align: bottom; }
      .sheet h4 { margin-top: 1.3rem; }
      .hit { box-shadow: inset 0 0 0 2px var(--strong); }
      .hit.is-error { background: var(--error-tint); box-shadow: inset 0 0 0 2px var(--error); }
      .hit.is-warning { background: var(--warning-tint); box-shadow: inset 0 0 0 2px var(--warning); }
      .hit.is-info { background: var(--info-tint); box-shadow: inset 0 0 0 2px var(--info); }
      .hit.is-review { background: var(--review-tint); box-shadow: inset 0 0 0 2px var(--review); }
      .marks { display: block; text-align: left; line-height: 1.6; }
      .mark { display: inline-block; font-size: 0.72rem; font-weight: 700; line-height: 1.35; padding: 0 0.35em; margin: 0 0.15em 0 0; border-radius: 2px; text-decoration: none; border: 1px solid currentColor; background: var(--paper); white-space: nowrap; }
      .mark-error { color: var(--error); } .mark-warning { color: var(--warning); }
      .mark-info { color: var(--info); } .mark-review { color: var(--review); }
      .state { color: var(--soft); font-style: normal; font-size: 0.92em; }
      .state-lost { border: 1px dashed var(--strong); padding: 0 0.3em; border-radius: 2px; white-space: nowrap; }
      .inferred { text-decoration: underline dashed var(--strong) 1px; text-underline-offset: 0.25em; }
      .differs { color: var(--error); font-weight: 700; }
      .agrees { color: var(--good); font-weight: 600; }
      .sums { max-width: 62rem; }
      .sums th, .sums .differs, .sums .agrees { white-space: nowrap; }
      .arithmetic { font-variant-numeric: tabular-nums; margin: 0.3rem 0 0.6rem; max-width: 62rem; }
      .plots { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
      figure { margin: 0.4rem 0; flex: 1 1 24rem; max-width: 38rem; }
      figcaption { font-size: 0.82rem; color: var(--soft); }
      figure svg { display: block; width: 100%; height: auto; margin-top: 0.4rem; }
      svg text { font-size: 10.5px; fill: var(--ink); font-family: inherit; paint-order: stroke; stroke: var(--paper); stroke-width: 5px; stroke-linejoin: round; }
      svg .bar { fill: var(--strong); } svg .middle { stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 4 3; }
      svg .middle-name { fill: var(--accent); }
      .ledger td, .ledger th { padding: 0.18rem 0.55rem; font-size: 0.8rem; }
      .ledger tr.not-evaluated td, .ledger tr.not-evaluated th { background: var(--warning-tint); }
      .printed-notes { font-size: 0.85rem; padding-left: 0; list-style: none; max-width: 62rem; }
      .printed-notes li { margin: 0.2rem 0; }
      footer.page { margin-top: 3rem; padding-top: 0.9rem; padding-bottom: 2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8rem; }
      @media (max-width: 48rem) { .facts { grid-template-columns: 3rem minmax(0, 1fr); } form.filters { position: static; } header.page, main, footer.page { padding-left: 0.9rem; padding-right: 0.9rem; } }
      @media screen and (max-width: 48rem) {
        table.stacks, table.stacks tbody, table.stacks tr, table.stacks th, table.stacks td { display: block; }
        table.stacks thead { display: none; }
        table.stacks tr { border-bottom: 1px solid var(--strong); padding: 0.3rem 0; }
        table.stacks th, table.stacks td { border: 0; padding: 0.1rem 0; overflow-wrap: anywhere; }
        table.stacks td[data-name]::before { content: attr(data-name) "："; color: var(--soft); }
        table.sums { display: block; overflow-x: auto; }
      }
      @media print {
        header.page, main, footer.page { max-width: none; padding: 0; }
        .verdict-words { font-size: 13pt; }
        .verdict, .counts li, li.finding, .gap-box { background: none; }
        .filter-status:not(.is-active) { display: none; }
        .filter-status.is-active { border: 2px solid var(--error); padding: 2mm; }
        @page sheet { size: A4 landscape; margin: 12mm 10mm 14mm; }
        .sheet { page: sheet; }
        .scroller { overflow: visible; border: 0; }
        table.plan { min-width: 0; font-size: 6.6pt; line-height: 1.35; border-top: 1px solid var(--strong); border-left: 1px solid var(--line); }
        table.plan th, table.plan td { padding: 0.7mm 0.9mm; }
        table.plan thead th, table.plan tbody th { position: static; white-space: normal; }
        table.plan .c-number { width: 5%; } table.plan .c-municipality { width: 6%; }
        table.plan .c-title { width: 12%; } table.plan .c-category { width: 6%; } table.plan .c-theme { width: 6%; }
        table.plan .c-cost, table.plan .c-target, table.plan .c-reference { width: 5%; }
        table.plan .c-start { width: 7%; } table.plan .c-url { width: 11%; } table.plan .c-contact { width: 9%; }
        .mark { font-size: 6.2pt; }
        table { font-size: 8.2pt; } .ledger td, .ledger th { font-size: 7pt; padding: 0.5mm 1.5mm; }
        li.finding { margin-bottom: 2.5mm; }
      }

      """

  /// What a letter has instead: one column of the width of a sheet, room for answers.
  static let letter =
    report + """
      .letter { max-width: 50rem; margin: 0 auto; padding: 2rem 1.6rem 0; }
      .enclosure { max-width: 82rem; margin: 0 auto; padding: 0 1.6rem; }
      footer.letter { padding-bottom: 2rem; }
      .letter .date, .letter .from { text-align: right; }
      .letter .to { font-size: 1.1rem; margin: 1.2rem 0; }
      .letter h1 { font-size: 1.15rem; text-align: center; margin: 2rem 0 1.4rem; }
      .letter h1 .subject { font-weight: 400; color: var(--soft); margin-right: 1em; font-size: 0.95rem; }
      .letter h2 { font-size: 1.02rem; margin-top: 1.6rem; border-bottom-width: 1px; }
      .record { text-align: center; margin: 1.4rem 0 0; }
      ol.matters { list-style: none; margin: 0.8rem 0; padding: 0; }
      ol.matters > li { margin: 0 0 1.5rem; padding-top: 0.2rem; scroll-margin-top: 1rem; }
      ol.matters h3 { margin: 0 0 0.4rem; font-size: 0.97rem; }
      .facts dd.message { margin: 0; }
      .answer { border: 1px solid var(--strong); border-radius: 2px; margin: 0.6rem 0 0; padding: 0.3rem 0.9rem 0.8rem; }
      .answer .line { border-bottom: 1px solid var(--line); padding-top: 0.9rem; margin: 0; }
      @media print {
        .letter, .enclosure { max-width: none; padding: 0; }
        .letter { font-size: 10pt; }
        .enclosure, .enclosure + footer.letter { page: sheet; }
        ol.matters > li, .answer { break-inside: avoid; }
      }

      """
}
