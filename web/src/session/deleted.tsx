import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";
import { describeReceipt } from "./receipt.ts";

/** What is left after everything was deleted: the receipt, and a way to begin again. */
export function Deleted() {
  const page = usePage();
  const receipt = page.session.receipt.value;
  return (
    <section class="welcome deleted" role="alert" aria-labelledby="deleted-heading">
      <p class="deleted__mark">
        <Icon name="check" />
      </p>
      <h2 id="deleted-heading">Everything is deleted.</h2>
      <p class="welcome__lead">
        {receipt ? describeReceipt(receipt) : "It was deleted in another tab."} Nothing of it is left on the
        server or in this browser.
      </p>
      <button type="button" class="button button--primary" onClick={() => void page.open()}>
        Begin again
      </button>
    </section>
  );
}
