namespace Webmail.Engine.Reading;

/// <summary>The style sheets of the reader's frame. It cannot see the page's, so the colours of tokens.css stand here by their values.</summary>
internal static class FrameStyles
{
    /// <summary>A newsletter's text in our own type.</summary>
    public const string Article = """
        .wm-article{max-width:38rem;margin:0 auto;font-size:17px;line-height:28px;overflow-wrap:anywhere}
        .wm-article :is(h1,h2,h3,h4,h5,h6){font-size:21px;line-height:28px;font-weight:650;margin:32px 0 12px;text-wrap:pretty}
        .wm-article h1{font-size:26px;line-height:34px}
        .wm-article :is(p,ul,ol,blockquote,pre,table){margin:0 0 18px}
        .wm-article blockquote{padding-left:16px;border-left:3px solid #b9c2c9}
        .wm-article a{color:#00556b}
        .wm-article img{max-width:100%;height:auto;border-radius:6px}
        .wm-article .wm-blocked{display:flex!important;min-height:64px}
        .wm-article table{border-collapse:collapse;max-width:100%;font-size:15px;line-height:22px}
        .wm-article :is(td,th){padding:6px 12px 6px 0;border-bottom:1px solid #e3e8eb;text-align:start;vertical-align:top}

        """;

    /// <summary>For every message.</summary>
    public const string Base = """
        html{background:transparent}
        body{margin:0 auto;padding:4px 40px 40px;max-width:calc(44rem + 80px);box-sizing:border-box;font:15px/24px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:#16202a;overflow-wrap:break-word}
        .wm-text{white-space:pre-wrap;overflow-wrap:anywhere;max-width:44rem}
        .wm-text+.wm-text,.wm-mail+.wm-text,.wm-text+.wm-mail,.wm-mail+.wm-mail{margin-top:20px;padding-top:20px;border-top:1px solid #e3e8eb}
        .wm-text a{color:#00556b}
        .wm-drawn{overflow-x:auto;white-space:pre;overflow-wrap:normal;tab-size:8;font:13px/20px ui-monospace,Consolas,"DejaVu Sans Mono",monospace}
        .wm-text,.wm-text blockquote,.wm-signature{unicode-bidi:plaintext}
        .wm-text blockquote{margin:0;padding-inline-start:12px;border-inline-start:2px solid #b9c2c9;color:#43505c}
        .wm-signature{color:#54616c}
        details.wm-quote{margin-top:12px}
        details.wm-quote>summary{display:inline-flex;align-items:center;height:20px;padding:0 8px;border-radius:6px;background:#f0f3f5;color:#43505c;cursor:pointer;list-style:none;font:700 15px/20px system-ui,sans-serif;letter-spacing:1px;white-space:nowrap;overflow:hidden}
        details.wm-quote>summary::-webkit-details-marker{display:none}
        details.wm-quote>summary::before{content:"\002022\002022\002022";font-size:9px}
        details.wm-quote>summary::after{display:inline-block;width:1px;height:1px;overflow:hidden;opacity:0}
        details.wm-quote>summary:hover{background:#e3e8ec}
        details.wm-quote>summary:focus-visible{outline:2px solid #0b6177;outline-offset:2px}
        details.wm-quote[open]>summary{margin-bottom:8px}
        .wm-blocked{display:inline-flex!important;flex-wrap:wrap;align-items:center;align-content:center;justify-content:center;gap:0 4px;box-sizing:border-box;max-width:100%;min-height:20px;padding:8px;overflow:hidden;text-overflow:ellipsis;vertical-align:middle;border:1px dashed #c4cdc6;border-radius:6px;background:repeating-linear-gradient(135deg,#f1f3f1 0 10px,#f8f9f8 10px 20px);color:#5d6a61;font:500 12px/16px system-ui,sans-serif;text-align:center;text-decoration:none;word-break:normal}
        .wm-small{padding:0;font-size:0}
        :where(.wm-mail) img:not([height]){max-width:100%}
        :where(.wm-mail) :where(pre){overflow-x:auto}
        @media(max-width:900px){
        body:has(.wm-wider){max-width:none;padding-inline:16px}
        .wm-wider{width:100%!important;min-width:0!important;max-width:100%!important;box-sizing:border-box}
        td.wm-wider,th.wm-wider,col.wm-wider{width:auto!important}
        img.wm-wider{height:auto!important}
        }
        .wm-scroll{overflow-x:auto;max-width:min((100vw - 32px)/var(--wm-zoom,1),46rem)}
        td .wm-scroll{max-width:min((100vw - 52px)/var(--wm-zoom,1),46rem)}
        td td .wm-scroll{max-width:min((100vw - 72px)/var(--wm-zoom,1),46rem)}
        .wm-field,.wm-button{display:inline-block;box-sizing:border-box;min-height:1.7em;max-width:100%;padding:2px 10px;border:1px solid #7b8791;border-radius:4px;color:#54616c;vertical-align:middle;overflow-wrap:anywhere}
        .wm-field{min-width:9em;background:#f6f8f9}
        .wm-button{background:#e3e8eb}
        @media(max-width:700px){body{padding:4px 16px 32px}}
        @media(max-width:560px){body{font-size:16px;line-height:25px}}
        @media print{body{max-width:none;padding:0}.wm-scroll{overflow:visible;max-width:none!important}details.wm-quote>summary{display:none}}

        """;

    /// <summary>Where there is no room for what was made for a desk: it shrinks.</summary>
    public const string Narrow = """
        :where(.wm-mail) :where(table,div,p,img){max-width:100%}
        .wm-wide{width:100%!important;min-width:0!important;max-width:100%!important;box-sizing:border-box}
        td:not(:only-child) .wm-blocked:not(.wm-wide){max-width:calc(50vw - 66px)!important}
        td:first-child:nth-last-child(n+3) .wm-blocked:not(.wm-wide),td:first-child:nth-last-child(n+3)~td .wm-blocked:not(.wm-wide){max-width:calc((33vw - 20px)/var(--wm-zoom,1))!important}
        td:first-child:nth-last-child(n+4) .wm-blocked:not(.wm-wide),td:first-child:nth-last-child(n+4)~td .wm-blocked:not(.wm-wide){max-width:calc((25vw - 16px)/var(--wm-zoom,1))!important}
        td:first-child:nth-last-child(n+6) .wm-blocked:not(.wm-wide),td:first-child:nth-last-child(n+6)~td .wm-blocked:not(.wm-wide){max-width:calc((14vw - 8px)/var(--wm-zoom,1))!important}
        td.wm-wide,th.wm-wide,col.wm-wide{width:auto!important}
        .wm-mail :is(table,td,th,div,.wm-blocked){min-width:0!important}
        .wm-gap{width:auto!important}
        img.wm-wide{height:auto!important}
        img.wm-wide[width][height]{aspect-ratio:attr(width type(<number>))/attr(height type(<number>))}
        .wm-mail pre{white-space:pre-wrap!important}
        .wm-mail :is([nowrap],[style*="nowrap"]){white-space:normal!important}
        .wm-mail a{overflow-wrap:anywhere}
        .wm-mail td:not(:only-child) a{overflow-wrap:break-word}

        """;

    /// <summary>HTML in its own colours, on white paper.</summary>
    public const string Paper = """
        html{background:#fff}
        body{padding-top:8px}

        """;

    /// <summary>Light on dark.</summary>
    public const string Dark = """
        body{color:#e6ebef}
        .wm-text a{color:#87d1e9}
        .wm-text blockquote{border-color:#4a5862;color:#b6c1ca}
        .wm-signature{color:#9daab5}
        details.wm-quote>summary{background:#1c242a;color:#b6c1ca}
        details.wm-quote>summary:hover{background:#28323a}
        details.wm-quote>summary:focus-visible{outline-color:#79c2da}
        .wm-text+.wm-text,.wm-mail+.wm-text,.wm-text+.wm-mail,.wm-mail+.wm-mail{border-color:#252f37}
        .wm-article a{color:#87d1e9}
        .wm-article blockquote,.wm-article :is(td,th){border-color:#4a5862}
        :where(.wm-mail) :where(a){color:#87d1e9}
        .wm-blocked{border-color:#4a5862!important;background:repeating-linear-gradient(135deg,#1c242a 0 10px,#20282f 10px 20px)!important;color:#b6c1ca!important}
        .wm-field,.wm-button{border-color:#71808b;background:#1c242a;color:#b6c1ca}

        """;
}
