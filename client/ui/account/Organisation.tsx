import "./sentences.ts";
import { Trans, useLingui } from "@lingui/react/macro";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Stays } from "../parts/Stays.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { ask } from "../text/ask.ts";
import { Section } from "./Account.tsx";
import { Invitations } from "./Invitations.tsx";
import { Members } from "./Members.tsx";
import { OrganisationForm } from "./OrganisationForm.tsx";
import { Shut, useMine } from "./Mine.tsx";
import css from "./account.module.css";

/** Who belongs to the organisation; its owners invite, promote and remove. */
export function Organisation() {
  const { t } = useLingui();
  const [state, again] = useMine(() => ask("GET /api/organisation"));

  if (state.at === "asking") return <Waiting>{t`One moment …`}</Waiting>;
  if (state.at === "trouble") {
    return (
      <Shut
        title={t`Your organisation`}
        trouble={state.trouble}
        onRetry={again}
        forbidden={
          <Notice kind="info" title={<Trans>For members of the organisation</Trans>}>
            <Trans>You are not one of them. If you should be, ask an owner for a link.</Trans>
          </Notice>
        }
      />
    );
  }
  const { me, what: organisation } = state;
  const owner = organisation.you === "owner";
  return (
    <Page
      key="here"
      title={organisation.name || <Trans>Your organisation</Trans>}
      documentTitle={organisation.name || t`Your organisation`}
      lead={
        owner ? (
          <Trans>Members open spaces of their own. Owners also own every space, and decide who belongs here.</Trans>
        ) : (
          <Trans>You belong here, so you can open spaces of your own.</Trans>
        )
      }
    >
      {!owner && organisation.contact !== "" && (
        <p>
          <Trans>Contact: {organisation.contact}</Trans>
        </p>
      )}
      <Stays>
        <Section title={<Trans>Members</Trans>}>
          <Members organisation={organisation} me={me} onChange={again} />
        </Section>
        {owner && (
          <>
            <Section title={<Trans>Invite a member</Trans>}>
              <Invitations invitations={organisation.invitations} onChange={again} />
            </Section>
            <Section title={<Trans>Name and contact</Trans>}>
              <OrganisationForm organisation={organisation} onChange={again} />
            </Section>
          </>
        )}
      </Stays>
      <nav className={css.foot} aria-label={t`More`}>
        <a href="/">
          <Trans>Start page</Trans>
        </a>
        <a href="/account">
          <Trans>Your account</Trans>
        </a>
      </nav>
    </Page>
  );
}
