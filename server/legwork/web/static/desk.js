// What the pages gain when scripts run. Every act works without them.
import { listenForKeys } from "./keys.js";
import { keepMenusTidy } from "./menus.js";
import { offerCopies } from "./copying.js";
import { checkAsTyped } from "./checking.js";
import { sortByHand } from "./sorting.js";
import { offerPrint } from "./printing.js";
import { followProgress } from "./progress.js";
import { acceptDrops } from "./dropping.js";
import { announceToast } from "./toast.js";
import { keepConversation } from "./conversation.js";
import { timeIntroduction } from "./introduction.js";
import { signIn } from "./signing_in.js";
import { offerPalette } from "./palette.js";
import { sendActs } from "./acting.js";

let shown = new AbortController();

listenForKeys(document);
sendActs(document, dress);
dress();

// Says that keys are listened to from now on.
document.documentElement.dataset.ready = "";

// What the page in this place gains; the one before it, if any, is over.
function dress() {
  shown.abort();
  shown = new AbortController();
  keepMenusTidy(document);
  offerCopies(document);
  checkAsTyped(document, shown.signal);
  sortByHand(document);
  offerPrint(document);
  followProgress(document);
  acceptDrops(document);
  announceToast(document);
  keepConversation(document);
  timeIntroduction(document);
  signIn(document);
  offerPalette(document);
}
