/** A hand-picked set: faces, hands, hearts, life in a town. */
const ALL =
  "😀😃😄😁😆😅😂🤣🙂😉😊😇🥰😍😘😋😜🤪🤗🤭🤔🤫😐😑🙄😏😌😴😷🤒🥳😎🤓😕😟🙁😮😳🥺😢😭😱😖😩😤😡🤯😬🫣🫡🫠👻💩🤝" +
  "👍👎👏🙌👐🤲🙏👋✌️🤞🤟🤙💪👀👌🤏☝️👆👇👉👈✍️" +
  "❤️🧡💛💚💙💜🖤🤍💔💕💯💥🔥✨⭐🌟🎉🎊🎁🎈🎂🏮🧧🧨" +
  "🐸🐶🐱🐼🐷🐔🦆🐢🐟🦋🌱🌳🌸🌹🌻🍀🌞🌙☁️🌧️❄️🌈🌊" +
  "🍎🍌🥭🍉🍇🍓🍅🥕🍞🥐🧀🍳🍕🍔🍟🌮🍜🍚🥟🍲🍦🍰☕🍵🍺🍷🥂" +
  "⚽🏀🎾🏓🏸🚴🏊🎣🎮🎲🎵🎸📷📱💻📚✏️✂️📌🔑💡🔔🏠🏥🏫🚌🚕🚲✈️⛵🚀⏰📅💰🛒✅❌❓❗";

export const EMOJI: readonly string[] = [...new Intl.Segmenter().segment(ALL)].map(
  (one) => one.segment,
);
