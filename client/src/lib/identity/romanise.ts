/** Names of any script in Latin letters, as well as one guesses without knowing the language. */
import { syllable } from "$lib/kernel/pinyin";

/** `ø` stands for `o`, `ж` for `zh`: a sign, then what it becomes; a sign alone becomes nothing. */
const LETTERS =
  "øo æae œoe ßss łl đd ðd þth ıi ŋng ħh ŧt ɓb ɗd ƙk əe ʻ " +
  "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo " +
  "аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu " +
  "яya іi єye ґg јj љlj њnj ћc ђdj џdz қq ғgh ңng өo ұu үu һh әa " +
  "אa בb גg דd הh וv זz חch טt יy כk ךk לl מm םm נn ןn סs עa פp ףp צts ץts קk רr שsh תt " +
  "اa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk کk لl مm نn هh ہh وw يy یy ىa " +
  "ةa ءʼ پp چch ژzh گg ٹt ڈd ڑr ںn ےe " +
  "աa բb գg դd եe զz էe ըy թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts " +
  "փp քk օo ֆf აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh";

const DEVANAGARI =
  "कk खkh गg घgh ङn चch छchh जj झjh ञn टt ठth डd ढdh णn तt थth दd धdh नn पp फph बb भbh मm यy रr लl वv शsh षsh सs हh";
const VOWELS = "अa आa इi ईi उu ऊu एe ऐai ओo औau ऋri ाa िi ीi ुu ूu ेe ैai ोo ौau ृri ंn ँn ः ् ़ ";

const KANA =
  "あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo さsa しshi すsu せse そso ざza じji ずzu ぜze ぞzo " +
  "たta ちchi つtsu てte とto だda ぢji づzu でde どdo なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho ばba びbi ぶbu べbe ぼbo " +
  "ぱpa ぴpi ぷpu ぺpe ぽpo まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa をo んn ゃ^ya ゅ^yu ょ^yo ぁa ぃi ぅu ぇe ぉo";

const INITIAL = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const MIDDLE = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const LAST = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");
const [HANGUL, HANGULS] = [0xac00, 11_172];

const pairs = (text: string): [string, string][] =>
  text.split(" ").flatMap((one) => (one ? [[one[0]!, one.slice(1)]] : []));
const letters = new Map(pairs(LETTERS));
const consonants = new Map(pairs(DEVANAGARI));
const vowels = new Map(pairs(VOWELS));
const kana = new Map(pairs(KANA));

/** 김민준 -> gimminjun, sign by sign. */
function hangul(sign: string): string {
  const n = sign.codePointAt(0)! - HANGUL;
  if (n < 0 || n >= HANGULS) return "";
  return INITIAL[Math.floor(n / 588)]! + MIDDLE[Math.floor(n / 28) % 21]! + LAST[n % 28]!;
}

/** きょう -> kyou, ざっし -> zasshi. */
function syllables(text: string): string {
  const small = text.replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60));
  const latin = small.replace(/[ぁ-ん]/g, (one) => kana.get(one) ?? one);
  return latin
    .replace(/(sh|ch|j)i\^y/g, "$1")
    .replace(/i?\^/g, "")
    .replace(/っ(?=([a-z]))/g, "$1")
    .replace(/[っー]/g, "");
}

/** A consonant has an `a` unless a vowel or its absence is written, or the word ends: प्रिया -> priya. */
function abugida(text: string): string {
  const all = [...text];
  return all
    .map((sign, i) => {
      const bare = consonants.get(sign);
      if (bare === undefined) return vowels.get(sign) ?? sign;
      return bare + (consonants.has(all[i + 1] ?? "") ? "a" : "");
    })
    .join("");
}

/** A name in Latin letters and whatever of it no rule knows. */
export function romanised(name: string): string {
  const composed = abugida(syllables(name.normalize("NFC").toLowerCase()));
  return [...composed]
    .map((sign) => hangul(sign) || syllable(sign) || letters.get(sign) || sign)
    .join("")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/./gsu, (sign) => letters.get(sign) ?? sign);
}
