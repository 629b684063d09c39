/** Run as a process of its own, because the package unpacks into TMPDIR and into that of nobody else. */

import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
