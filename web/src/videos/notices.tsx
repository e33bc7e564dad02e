import { usePage } from "../page.ts";
import { Icon } from "../ui/icon.tsx";

/** What could not be added, and what was guessed, until it is closed. */
export function Notices() {
  const { videos } = usePage();
  if (videos.notices.value.length === 0) return null;
  return (
    <ul class="notices" role="alert">
      {videos.notices.value.map(({ id, about, message, isWarning, offer }) => (
        <li key={id} class={isWarning ? "notices__item" : "notices__item notices__item--problem"}>
          <p>
            <strong>{about}</strong> {message}
            {offer && (
              <>
                {" "}
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    videos.dismiss(id);
                    offer.accept();
                  }}
                >
                  {offer.label}
                </button>
              </>
            )}
          </p>
          <button
            type="button"
            class="button button--icon"
            aria-label="Close"
            onClick={() => videos.dismiss(id)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
