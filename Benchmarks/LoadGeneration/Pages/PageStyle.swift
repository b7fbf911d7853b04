/// How reports look, in the light and in the dark, on a screen and on paper.
enum PageStyle {
    static let sheet: StaticString = """
        :root {
          color-scheme: light dark;
          --ground: #fbfbfa; --card: #ffffff; --ink: #1d2430; --soft: #5c6675; --line: #e3e6ea;
          --first: #1f5fd0; --second: #c2570c; --third: #11806a; --old: #9aa3b0;
          --alert: #a61b1b; --alert-ground: #fdecec;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #14171c; --card: #1c2027; --ink: #e6e9ee; --soft: #9aa4b2; --line: #2e343d;
            --first: #7aa7ff; --second: #f0a05a; --third: #4fc3a8; --old: #6b7482;
            --alert: #ff9d9d; --alert-ground: #3a1d20;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; max-width: 960px; padding: 32px 24px 64px; background: var(--ground); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
          font-variant-numeric: tabular-nums;
        }
        h1 { margin: 0; font-size: 26px; line-height: 1.2; letter-spacing: -0.01em; }
        header p { margin: 6px 0 24px; color: var(--soft); }
        h2 { margin: 0 0 2px; font-size: 16px; }
        section { margin: 0 0 20px; padding: 20px 22px; background: var(--card); border: 1px solid var(--line);
          border-radius: 10px; break-inside: avoid; }
        section > p { margin: 0 0 12px; color: var(--soft); font-size: 13.5px; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 18px; }
        .figures b { display: block; font-size: 22px; font-weight: 650; letter-spacing: -0.01em; white-space: nowrap; }
        .figures span { color: var(--soft); font-size: 13px; }
        .alert { margin: 0 0 20px; padding: 12px 16px; border-radius: 10px; color: var(--alert);
          background: var(--alert-ground); font-weight: 600; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 8px; padding: 0; list-style: none;
          color: var(--soft); font-size: 13px; }
        .legend li { display: flex; align-items: center; gap: 7px; }
        .legend i { width: 18px; height: 3px; border-radius: 2px; background: currentColor; }
        svg { display: block; width: 100%; height: auto; overflow: visible; }
        svg text { fill: var(--soft); font-size: 12px; }
        svg .grid { stroke: var(--line); stroke-width: 1; }
        svg .base { stroke: var(--soft); stroke-width: 1; }
        svg .curve { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        svg .mark { fill: currentColor; stroke: var(--card); stroke-width: 1.5; }
        svg .spot { fill: transparent; }
        svg .spot:hover { fill: currentColor; }
        svg text.note { fill: var(--ink); font-weight: 600; paint-order: stroke; stroke: var(--card); stroke-width: 4px;
          stroke-linejoin: round; }
        .first { color: var(--first); } .second { color: var(--second); } .third { color: var(--third); }
        .old { color: var(--old); }
        .old .curve { stroke-dasharray: 5 4; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; margin-top: 8px; font-size: 14px; }
        th, td { padding: 7px 0 7px 18px; text-align: right; border-bottom: 1px solid var(--line);
          white-space: nowrap; }
        th:first-child { padding-left: 0; text-align: left; }
        thead th { color: var(--soft); font-weight: 500; font-size: 13px; }
        tbody th { font-weight: 600; }
        tbody tr:last-child > * { border-bottom: 0; }
        pre { margin: 8px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12.5px; color: var(--soft); }
        @media print { body { padding: 0; } section { border-color: #ccc; } }

        """
}
