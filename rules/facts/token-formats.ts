/** A credential that can be told by its look. */
export interface TokenFormat {
  /** In words, with its article: "an AWS access key id". */
  readonly name: string;
  /** Text that it surely contains, for a quick no. */
  readonly holds: string;
  /** Anchored by its prefix, without nested repetition. The group `secret` is the part that must not be a placeholder; without it, all is. */
  readonly pattern: RegExp;
  /** Counts only as the value of a name that fits. */
  readonly named?: RegExp;
}

const format = (name: string, holds: string, pattern: RegExp, named?: RegExp): TokenFormat => ({
  name,
  holds,
  pattern,
  named,
});

/**
 * Formats that their issuers keep stable so that scanners can find them. Source: the issuers' own pages, as gitleaks and GitHub's secret
 * scanning collect them (https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml,
 * https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns). As of August 2026.
 */
export const tokenFormats: readonly TokenFormat[] = [
  format("an AWS access key id", "A", /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/),
  format("an AWS secret access key", "", /^[A-Za-z0-9/+]{40}$/, /secret.?(?:access.?)?key|aws.?secret/i),
  format("a GitHub token", "gh", /\bgh[opusr]_[A-Za-z0-9]{36,251}\b/),
  format("a GitHub token", "github_pat_", /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/),
  format("a GitLab token", "gl", /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}/),
  format("a Slack token", "xox", /\bxox[abeoprs]-[A-Za-z0-9-]{24,}/),
  format("a Slack app token", "xapp-", /\bxapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{40,}/),
  format(
    "a Slack webhook",
    "hooks.slack.com",
    /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{40,}/,
  ),
  format("a Discord webhook", "/api/webhooks/", /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,}/),
  format(
    "a Teams webhook",
    "webhook.office.com",
    /\bwebhook\.office\.com\/webhookb2\/[\w@-]{60,}\/IncomingWebhook\/[\w-]{30,}/,
  ),
  format("a Stripe key", "_live_", /\b(?:sk|rk)_live_[A-Za-z0-9]{24,247}\b/),
  format("a Stripe webhook secret", "whsec_", /\bwhsec_[A-Za-z0-9]{32,}/),
  format("a Google API key", "AIza", /\bAIza[\w-]{35}(?![\w-])/),
  format("a Google OAuth client secret", "GOCSPX-", /\bGOCSPX-[\w-]{28}(?![\w-])/),
  format("a Google OAuth token", "ya29.", /\bya29\.[\w-]{60,}/),
  format("a Twilio API key", "SK", /\bSK[0-9a-f]{32}\b/),
  format("a SendGrid key", "SG.", /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/),
  format("an npm token", "npm_", /\bnpm_[A-Za-z0-9]{36}\b/),
  format("an OpenAI key", "sk-", /\bsk-(?:proj|svcacct|admin)-[\w-]{40,}/),
  format("an OpenAI key", "T3BlbkFJ", /\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b/),
  format("an Anthropic key", "sk-ant-", /\bsk-ant-(?:api|admin|oat)\d\d-[\w-]{80,}/),
  format("a Hugging Face token", "hf_", /\bhf_[A-Za-z0-9]{34}\b/),
  format(
    "a private key",
    "PRIVATE KEY",
    /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|\s){1,4}[A-Za-z0-9+/=\s\\]{40}/,
  ),
  format("an age secret key", "AGE-SECRET-KEY-1", /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/),
  format(
    "a JSON web token",
    "eyJ",
    /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/,
    /secret|password|token|service.?(?:role|key)|api.?key/i,
  ),
  format(
    "a database URL with its password",
    "://",
    /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver):\/\/[^\s:/?#@]*:(?<secret>[^\s:/?#@]{4,})@(?!localhost\b|127\.|0\.0\.0\.0|host\.docker)/i,
  ),
  format("an Azure storage key", "AccountKey=", /\bAccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/),
  format("an Azure client secret", "Q~", /(?<![\w.~-])[\w.~]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/),
  format("a DigitalOcean token", "_v1_", /\bdo[opr]_v1_[0-9a-f]{64}\b/),
  format("a Shopify token", "shp", /\bshp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}\b/),
  format("a Mailgun key", "key-", /\bkey-[0-9a-f]{32}\b/),
  format("a Mailchimp key", "-us", /\b[0-9a-f]{32}-us\d{1,2}\b/),
  format("a PyPI token", "pypi-", /\bpypi-AgE[\w-]{60,}/),
  format("a RubyGems key", "rubygems_", /\brubygems_[0-9a-f]{48}\b/),
  format("a Docker token", "dckr_pat_", /\bdckr_pat_[\w-]{27}(?![\w-])/),
  format("a Databricks token", "dapi", /\bdapi[0-9a-f]{32}\b/),
  format("a Doppler token", "dp.", /\bdp\.(?:pt|st|ct|scim|audit)\.[A-Za-z0-9.]{40,}/),
  format("a Vault token", "hv", /\bhv[bs]\.[\w-]{90,}/),
  format("a Terraform Cloud token", ".atlasv1.", /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/),
  format("a Linear key", "lin_api_", /\blin_api_[A-Za-z0-9]{40}\b/),
  format("a Notion token", "ntn_", /\bntn_[A-Za-z0-9]{46}\b/),
  format("a Postman key", "PMAK-", /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/),
  format("a Pulumi token", "pul-", /\bpul-[0-9a-f]{40}\b/),
  format("a New Relic key", "NRAK-", /\bNRAK-[A-Z0-9]{27}\b/),
  format("a Grafana token", "glsa_", /\bglsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}\b/),
  format("a Sentry token", "sntry", /\bsntry(?:u_[0-9a-f]{64}\b|s_eyJ[A-Za-z0-9+/=_]{80,})/),
  format("a Square token", "sq0", /\bsq0(?:atp|csp)-[\w-]{22,43}(?![\w-])/),
  format("a Telegram bot token", ":AA", /\b\d{8,10}:AA[\w-]{33}(?![\w-])/),
  format("an Atlassian token", "ATATT3", /\bATATT3[\w=-]{180,}/),
  format("a PlanetScale secret", "pscale_", /\bpscale_(?:pw|tkn|oauth)_[\w.=-]{32,}/),
  format("a Supabase secret", "sb", /\bsb(?:p_[0-9a-f]{40}\b|_secret_[\w-]{30,})/),
  format("a Heroku key", "HRKU-", /\bHRKU-[\w-]{36,}/),
];

/** One credential in a text. */
export interface FoundToken {
  readonly name: string;
  readonly text: string;
  /** Where it begins in the text. */
  readonly start: number;
}

/** The first credential in a text, or undefined. `name`: what the text is given to. Placeholders and published examples do not count. */
export function tokenIn(text: string, name?: string): FoundToken | undefined {
  for (const { name: what, holds, pattern, named } of tokenFormats) {
    if (!text.includes(holds) || (named && !named.test(name ?? ""))) continue;
    const found = pattern.exec(text);
    const secret = found?.groups?.["secret"] ?? found?.[0] ?? "";
    if (found && !isPlaceholder(secret) && !/^(?:pass(?:word|wd)?|pwd|secret)$/i.test(secret))
      return { name: what, text: found[0], start: found.index };
  }
  return undefined;
}

const placeholderWords =
  /example|sample|dummy|placeholder|change.?me|replace|insert|redacted|your[_\s-]?|my[_-]?secret|foobar|lorem|todo|fixme|notreal|fake|test[_-]?(?:key|token|secret|password)|x{4,}|\*{3,}|\.{3}|0{8,}|1234567890|abcdefgh|deadbeef/i;

/** Whether a text only stands for a secret: `<token>`, `${TOKEN}`, `your-key`, `xxxx`, a reference, the same few characters again and again. */
export function isPlaceholder(text: string): boolean {
  if (placeholderWords.test(text)) return true;
  if (/^[<[{(%$].*[>\]})%]$|\$\{|\{\{|%\(|^process\.env|^arn:/.test(text)) return true;
  return new Set(text).size <= Math.min(5, Math.ceil(text.length / 3));
}

/** Bits of information in a character of the text, by how often each occurs. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return Array.from(counts.values()).reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}
