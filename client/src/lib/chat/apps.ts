const APPS: Record<string, string> = {
  whatsapp: "WhatsApp",
  telegram: "Telegram",
  messenger: "Messenger",
  instagram: "Instagram",
  chatlab: "ChatLab",
  element: "Element",
  line: "LINE",
  wechat: "WeChat",
  qq: "QQ",
  kakaotalk: "KakaoTalk",
  signal: "Signal",
  discord: "Discord",
  sms: "SMS",
  slack: "Slack",
  imessage: "iMessage",
  viber: "Viber",
  googlechat: "Google Chat",
  skype: "Skype",
  tiktok: "TikTok",
};

/** What an app that a message came from is called. */
export const appOf = (imported: string | null | undefined): string =>
  APPS[imported ?? ""] ?? "Leapfrog";
