/** The picture and the colour of each kind of place: on the map, and before its line in a list. */
import bag from "@phosphor-icons/core/fill/shopping-bag-fill.svg?raw";
import bank from "@phosphor-icons/core/fill/bank-fill.svg?raw";
import basket from "@phosphor-icons/core/fill/basket-fill.svg?raw";
import bed from "@phosphor-icons/core/fill/bed-fill.svg?raw";
import boat from "@phosphor-icons/core/fill/boat-fill.svg?raw";
import book from "@phosphor-icons/core/fill/book-open-fill.svg?raw";
import buildings from "@phosphor-icons/core/fill/buildings-fill.svg?raw";
import bus from "@phosphor-icons/core/fill/bus-fill.svg?raw";
import cap from "@phosphor-icons/core/fill/graduation-cap-fill.svg?raw";
import car from "@phosphor-icons/core/fill/car-fill.svg?raw";
import church from "@phosphor-icons/core/fill/church-fill.svg?raw";
import coffee from "@phosphor-icons/core/fill/coffee-fill.svg?raw";
import cross from "@phosphor-icons/core/fill/first-aid-fill.svg?raw";
import envelope from "@phosphor-icons/core/fill/envelope-simple-fill.svg?raw";
import film from "@phosphor-icons/core/fill/film-strip-fill.svg?raw";
import fork from "@phosphor-icons/core/fill/fork-knife-fill.svg?raw";
import house from "@phosphor-icons/core/fill/house-fill.svg?raw";
import mask from "@phosphor-icons/core/fill/mask-happy-fill.svg?raw";
import money from "@phosphor-icons/core/fill/money-fill.svg?raw";
import box from "@phosphor-icons/core/fill/package-fill.svg?raw";
import palette from "@phosphor-icons/core/fill/palette-fill.svg?raw";
import pill from "@phosphor-icons/core/fill/pill-fill.svg?raw";
import pin from "@phosphor-icons/core/fill/map-pin-simple-fill.svg?raw";
import road from "@phosphor-icons/core/fill/road-horizon-fill.svg?raw";
import scissors from "@phosphor-icons/core/fill/scissors-fill.svg?raw";
import star from "@phosphor-icons/core/fill/star-fill.svg?raw";
import stein from "@phosphor-icons/core/fill/beer-stein-fill.svg?raw";
import ball from "@phosphor-icons/core/fill/soccer-ball-fill.svg?raw";
import taxi from "@phosphor-icons/core/fill/taxi-fill.svg?raw";
import toilet from "@phosphor-icons/core/fill/toilet-fill.svg?raw";
import train from "@phosphor-icons/core/fill/train-fill.svg?raw";
import tree from "@phosphor-icons/core/fill/tree-fill.svg?raw";
import type { Hue } from "$lib/parts/hues";
import type { Look, Looks } from "$lib/parts/map/write";

const OTHER = { icon: pin, hue: "grey" } as const;
const CATEGORIES: Record<string, Pick<Look, "icon" | "hue">> = {
  food: { icon: fork, hue: "orange" },
  shop: { icon: bag, hue: "blue" },
  culture: { icon: palette, hue: "violet" },
  transport: { icon: bus, hue: "steel" },
  money: { icon: bank, hue: "grey" },
  health: { icon: cross, hue: "red" },
  stay: { icon: bed, hue: "pink" },
  public: { icon: buildings, hue: "grey" },
  leisure: { icon: tree, hue: "teal" },
  machine: { icon: box, hue: "teal" },
  street: { icon: road, hue: "grey" },
  address: { icon: house, hue: "grey" },
};
const ICONS: [string, string, Hue?][] = [
  [coffee, "cafe ice_cream"],
  [stein, "bar pub biergarten nightclub"],
  [basket, "supermarket convenience greengrocer bakery butcher marketplace"],
  [scissors, "hairdresser beauty"],
  [book, "library books", "violet"],
  [film, "cinema"],
  [mask, "theatre arts_centre"],
  [church, "place_of_worship", "grey"],
  [star, "attraction viewpoint monument memorial"],
  [train, "station halt tram_stop subway_entrance"],
  [taxi, "taxi", "olive"],
  [boat, "ferry_terminal"],
  [car, "parking fuel charging_station", "grey"],
  [money, "atm bureau_de_change"],
  [pill, "pharmacy"],
  [cap, "school kindergarten university college"],
  [envelope, "post_office post_box", "orange"],
  [toilet, "toilets drinking_water"],
  [ball, "pitch sports_centre fitness_centre stadium swimming_pool playground"],
];
const KINDS = new Map(
  ICONS.flatMap(([icon, kinds, hue]) =>
    kinds.split(" ").map((kind) => [kind, { icon, hue }] as const),
  ),
);

/** What one finds one's way by. */
const FAR = new Set(
  (
    "station bus_station ferry_terminal hospital museum theatre cinema library university townhall " +
    "attraction marketplace mall department_store park stadium taxi"
  ).split(" "),
);

export const looks: Looks = ({ kind, category }) => {
  const { icon, hue } = CATEGORIES[category] ?? OTHER;
  const own = KINDS.get(kind);
  const far = FAR.has(kind);
  return own ? { icon: own.icon, hue: own.hue ?? hue, far } : { icon, hue, far };
};
