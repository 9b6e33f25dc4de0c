using Microsoft.Playwright;

namespace Webmail.Bench;

/// <summary>
/// Measures inside the page: from the time stamp of the input event to the first moment after the frame in which a condition holds.
/// The condition is looked at in each <c>requestAnimationFrame</c>, just before the frame is painted; a message sent from there is
/// handled after the paint.
/// </summary>
internal sealed class Probe(IPage page)
{
    /// <summary>Runs in every document before its own scripts. Times are milliseconds since 1970, so that they outlive a navigation.</summary>
    public const string Script = """
        (() => {
          const at = () => performance.timeOrigin + performance.now();
          const afterPaint = done => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); };
          const shown = (holds, seconds = 20) => new Promise((yes, no) => {
            const until = at() + seconds * 1000;
            const look = () => {
              let so = false;
              try { so = holds(); } catch { /* what it looks at is not there yet: the next frame asks again */ }
              if (so) afterPaint(() => yes(at()));
              else if (at() > until) no(new Error('never shown: ' + holds));
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          });
          window.__probe = {
            shown,
            arm(type, holds) {
              let begun;
              const heard = new Promise((yes, no) => {
                addEventListener(type, e => { begun = performance.timeOrigin + e.timeStamp; yes(); }, { capture: true, once: true });
                setTimeout(() => no(new Error('no ' + type + ' came')), 20000);
              });
              window.__result = heard.then(() => shown(holds)).then(end => ({ begun, end }));
              window.__result.catch(() => {});
            },
          };
          addEventListener('click', e => { if (e.target.closest('button[type=submit]')) sessionStorage.begun = performance.timeOrigin + e.timeStamp; }, true);
          if (/\/mail/.test(location.pathname)) window.__rows = shown(() => document.querySelector('[data-testid=message-row]')?.offsetHeight > 0);
        })();
        """;

    /// <summary>Milliseconds from the next event of this kind, which <paramref name="act"/> causes, until the condition is painted.</summary>
    /// <param name="holds">JavaScript expression.</param>
    public async Task<(double Milliseconds, double Begun)> MeasureAsync(string eventType, string holds, Func<Task> act)
    {
        await page.EvaluateAsync($"__probe.arm('{eventType}', () => {holds})");
        await act();
        var result = await page.EvaluateAsync<double[]>("__result.then(r => [r.begun, r.end])");
        return (result[1] - result[0], result[0]);
    }

    /// <summary>Begins to wait for a condition that nothing in the page causes; the task gives the time it was painted, since 1970.</summary>
    public async Task<Func<Task<double>>> WatchAsync(string holds)
    {
        await page.EvaluateAsync($"window.__watched = __probe.shown(() => {holds}); __watched.catch(() => {{}}); null");
        return () => page.EvaluateAsync<double>("__watched");
    }
}
