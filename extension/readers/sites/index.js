/** The sites that have a reader of their own. At most one knows a page. */

import { bluesky } from "./bluesky.js";
import { githubOrganisation } from "./github-organisation.js";
import { github } from "./github.js";
import { linkedin } from "./linkedin.js";
import { mastodon } from "./mastodon.js";
import { meetup } from "./meetup.js";
import { orcid } from "./orcid.js";
import { scholar } from "./scholar.js";
import { sessionize } from "./sessionize.js";
import { stackOverflow } from "./stack-overflow.js";

/** @type {import("../types.js").SiteReader[]} */
export const SITES = [
  linkedin,
  github,
  githubOrganisation,
  orcid,
  mastodon,
  bluesky,
  stackOverflow,
  scholar,
  meetup,
  sessionize,
];
