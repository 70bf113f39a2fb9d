import { signs } from "$lib/kernel/text";

/** A hand-picked set: faces, hands, hearts, life in a town. */
const ALL =
  "😀😃😄😁😆😅😂🤣🙂😉😊😇🥰😍😘😋😜🤪🤗🤭🤔🤫😐😑🙄😏😌😴😷🤒🥳😎🤓😕😟🙁😮😳🥺😢😭😱😖😩😤😡🤯😬🫣🫡🫠👻💩🤝" +
  "👍👎👏🙌👐🤲🙏👋✌️🤞🤟🤙💪👀👌🤏☝️👆👇👉👈✍️" +
  "❤️🧡💛💚💙💜🖤🤍💔💕💯💥🔥✨⭐🌟🎉🎊🎁🎈🎂🏮🧧🧨" +
  "🐸🐶🐱🐼🐷🐔🦆🐢🐟🦋🌱🌳🌸🌹🌻🍀🌞🌙☁️🌧️❄️🌈🌊" +
  "🍎🍌🥭🍉🍇🍓🍅🥕🍞🥐🧀🍳🍕🍔🍟🌮🍜🍚🥟🍲🍦🍰☕🍵🍺🍷🥂" +
  "⚽🏀🎾🏓🏸🚴🏊🎣🎮🎲🎵🎸📷📱💻📚✏️✂️📌🔑💡🔔🏠🏥🏫🚌🚕🚲✈️⛵🚀⏰📅💰🛒✅❌❓❗";

export const EMOJI: readonly string[] = signs(ALL);
