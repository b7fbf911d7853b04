import HTTPServing

/// The one style sheet of the sandbox's pages.
enum Stylesheet {
    /// The sheet as it is served.
    static var response: HTTPResponse {
        let fields = "Content-Type: text/css; charset=utf-8\r\nCache-Control: public, max-age=3600\r\n"
        return HTTPResponse(status: 200, fields: Array(fields.utf8), body: Array(text.utf8))
    }

    private static let text = """
        :root {
          color-scheme: light dark;
          --page: #f4f5f7; --card: #ffffff; --text: #1b1f27; --quiet: #565d6b; --line: #d9dde4;
          --accent: #0b5d4e; --on-accent: #ffffff; --notice: #7a4a00; --notice-page: #fff4dc;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #12151a; --card: #1b2028; --text: #eceff4; --quiet: #a9b1bf; --line: #39414e;
            --accent: #5fd1b5; --on-accent: #06231c; --notice: #ffd992; --notice-page: #33270f;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; padding: 1.5rem 1rem 3rem; background: var(--page); color: var(--text);
          font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
        }
        header, main { max-width: 30rem; margin: 0 auto; }
        header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; margin-bottom: 1rem; }
        .provider { margin: 0; font-weight: 600; flex: 1 1 auto; }
        .notice {
          margin: 0; padding: .1rem .6rem; border-radius: 1rem; font-size: .875rem;
          color: var(--notice); background: var(--notice-page);
        }
        main {
          background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem;
        }
        h1 { margin: 0 0 .25rem; font-size: 1.375rem; line-height: 1.3; }
        h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
        h3 { margin: 1.25rem 0 0; font-size: 1rem; }
        p { margin: .5rem 0; }
        ul { margin: .5rem 0; padding-left: 1.25rem; }
        li { margin: .35rem 0; }
        .quiet { color: var(--quiet); font-size: .9375rem; }
        .amount { font-size: 1.5rem; font-weight: 650; margin: .25rem 0; font-variant-numeric: tabular-nums; }
        .account { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
        .account p { margin: 0; }
        .choices { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
        button {
          flex: 1 1 9rem; min-height: 3rem; padding: .6rem 1rem; border-radius: .5rem; font: inherit; font-weight: 600;
          border: 1px solid var(--accent); background: transparent; color: var(--accent); cursor: pointer;
        }
        button.main { background: var(--accent); color: var(--on-accent); }
        a { color: var(--accent); }
        button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .wallets { list-style: none; padding: 0; }
        .wallets li {
          display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem;
          padding: .6rem 0; margin: 0; border-top: 1px solid var(--line);
        }
        .wallets p { flex-basis: 100%; margin: 0; }
        .balance { font-variant-numeric: tabular-nums; white-space: nowrap; }

        """
}
