import "./styles.ts";
import { render } from "preact";
import { App } from "./app.tsx";
import { createPage, PageContext } from "./page.ts";

const root = document.getElementById("app");
const page = createPage();
addEventListener("pagehide", page.save);
void page.open();

// What index.html shows until this runs.
root?.replaceChildren();
if (root)
  render(
    <PageContext.Provider value={page}>
      <App />
    </PageContext.Provider>,
    root,
  );
