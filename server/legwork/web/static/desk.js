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
import { showActing } from "./acting.js";

listenForKeys(document);
keepMenusTidy(document);
offerCopies(document);
checkAsTyped(document);
sortByHand(document);
offerPrint(document);
followProgress(document);
acceptDrops(document);
announceToast(document);
keepConversation(document);
timeIntroduction(document);
signIn(document);
offerPalette(document);
showActing(document);

// Says that keys are listened to from now on.
document.documentElement.dataset.ready = "";
