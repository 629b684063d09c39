/** How the customer's page looks: one column from 320 pixels on, light and dark, no script and nothing from elsewhere. */

export const PAY_PAGE_STYLE = `
:root { color-scheme: light dark; font: 18px/1.4 system-ui, sans-serif; --button: #0b57d0; --line: #767676; --card: #f1f3f6; --page: #fff; --text: #1b1b1f; }
@media (prefers-color-scheme: dark) { :root { --card: #26282c; --line: #9a9a9a; --page: #131417; --text: #f1f1f4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); }
main { max-width: 26rem; margin: 0 auto; padding: 1.5rem 1rem; text-align: center; overflow-wrap: anywhere; }
h1, h2, p, ul { margin: 0.5rem 0; padding: 0; }
h1 { font-size: 1.2rem; font-weight: 400; }
h2 { font-size: 1rem; margin-top: 2rem; }
.amount { font-size: 2.4rem; line-height: 1.2; font-weight: 700; }
.reference b { letter-spacing: 0.15em; font-family: ui-monospace, monospace; }
.practice { background: #ffd54a; color: #222; padding: 0.5rem; border-radius: 0.5rem; font-weight: 700; }
.state { margin-top: 1.5rem; font-size: 1.2rem; }
.paid { color: #0a7a35; font-weight: 700; }
.over { color: #b3261e; font-weight: 700; }
@media (prefers-color-scheme: dark) { .paid { color: #6fdc8c; } .over { color: #ff8a80; } }
img { width: 100%; max-width: 18rem; background: #fff; border-radius: 0.5rem; image-rendering: pixelated; }
.lines { list-style: none; text-align: left; background: var(--card); border-radius: 0.5rem; padding: 0.75rem 1rem; }
.copy { display: block; text-align: left; background: var(--card); border-radius: 0.5rem; padding: 0.75rem 1rem; font: 0.8rem/1.4 ui-monospace, monospace; user-select: all; -webkit-user-select: all; }
button, .button { display: block; font: inherit; font-weight: 700; width: 100%; min-height: 3.5rem; padding: 1rem; margin-top: 1rem; border: 2px solid var(--button); border-radius: 0.75rem; background: var(--button); color: #fff; text-decoration: none; }
@media not (pointer: coarse) { .on-phone { display: none; } }
.other { background: transparent; color: inherit; border-color: var(--line); font-weight: 400; }
button:focus-visible, a:focus-visible { outline: 3px solid #ffd54a; outline-offset: 2px; }
`;
