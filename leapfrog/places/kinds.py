"""Kinds of places: which tags of OpenStreetMap mean one, how much it weighs, what it is called.

The kinds are the values of the tags, as in the Shortbread schema of tiles.
"""

from collections.abc import Mapping

import msgspec

from leapfrog.places.model import Category

# tag | category | weight | English words | Chinese words
_TABLE = """
amenity=restaurant | food | 1 | restaurant food | 餐厅 饭馆 餐馆 吃饭
amenity=cafe | food | 1 | cafe coffee | 咖啡馆 咖啡店 咖啡厅
amenity=fast_food | food | 1 | fast food snack | 快餐 小吃
amenity=bar | food | 0.9 | bar drinks | 酒吧
amenity=pub | food | 0.9 | pub bar beer | 酒吧 啤酒
amenity=ice_cream | food | 0.9 | ice cream | 冰淇淋
amenity=food_court | food | 1 | food court | 美食广场
amenity=biergarten | food | 0.9 | beer garden | 啤酒花园
amenity=nightclub | food | 0.8 | night club | 夜店
shop=supermarket | shop | 1.2 | supermarket groceries | 超市
shop=convenience | shop | 1 | convenience shop groceries | 便利店
shop=bakery | shop | 1 | bakery bread | 面包店
shop=mall | shop | 1.5 | mall shopping centre | 购物中心 商场
shop=department_store | shop | 1.4 | department store | 百货商店 商场
shop=clothes | shop | 0.8 | clothes fashion | 服装店 衣服
shop=shoes | shop | 0.8 | shoes | 鞋店
shop=books | shop | 0.9 | books bookshop | 书店
shop=hairdresser | shop | 0.7 | hairdresser barber | 理发店
shop=beauty | shop | 0.7 | beauty | 美容院
shop=optician | shop | 0.8 | optician glasses | 眼镜店
shop=florist | shop | 0.8 | florist flowers | 花店
shop=electronics | shop | 0.9 | electronics | 电器店
shop=mobile_phone | shop | 0.9 | phone shop | 手机店
shop=jewelry | shop | 0.7 | jewellery | 珠宝店
shop=gift | shop | 0.7 | gifts souvenirs | 礼品店
shop=alcohol | shop | 0.9 | wine alcohol | 酒店 酒类
shop=kiosk | shop | 0.9 | kiosk newspapers | 报刊亭 小卖部
shop=greengrocer | shop | 0.9 | greengrocer fruit vegetables | 水果店 蔬菜店
shop=butcher | shop | 0.9 | butcher meat | 肉店
shop=bicycle | shop | 0.8 | bicycles | 自行车店
amenity=marketplace | shop | 1.3 | market | 市场 集市
amenity=cinema | culture | 1.5 | cinema films movies | 电影院
amenity=theatre | culture | 1.4 | theatre | 剧院 剧场
amenity=arts_centre | culture | 1.2 | arts centre | 艺术中心
amenity=library | culture | 1.4 | library books | 图书馆
amenity=place_of_worship | culture | 1 | church mosque temple worship | 教堂 寺庙 清真寺
tourism=museum | culture | 1.5 | museum | 博物馆
tourism=gallery | culture | 1 | gallery art | 画廊 美术馆
tourism=attraction | culture | 1.3 | sight attraction | 景点
tourism=viewpoint | culture | 1 | viewpoint | 观景台
historic=monument | culture | 0.8 | monument | 纪念碑
historic=memorial | culture | 0.4 | memorial | 纪念碑
railway=station | transport | 3 | station railway train | 火车站 车站
railway=halt | transport | 2 | station railway train | 火车站 车站
railway=subway_entrance | transport | 0.8 | metro subway entrance | 地铁口
railway=tram_stop | transport | 1 | tram stop | 电车站
highway=bus_stop | transport | 0.8 | bus stop | 公交站 汽车站
amenity=bus_station | transport | 2 | bus station | 汽车站 公交总站
amenity=taxi | transport | 2 | taxi rank cab | 出租车站 打车
amenity=ferry_terminal | transport | 2 | ferry pier | 码头 轮渡
amenity=bicycle_rental | transport | 0.8 | bicycle rental city bikes | 共享单车 自行车出租
amenity=parking | transport | 0.6 | parking car park | 停车场
amenity=fuel | transport | 1 | fuel petrol | 加油站
amenity=charging_station | transport | 0.8 | charging station | 充电站
amenity=bank | money | 1 | bank | 银行
amenity=atm | money | 0.9 | cash machine atm | 取款机 自动提款机
amenity=bureau_de_change | money | 0.9 | currency exchange | 外币兑换
amenity=pharmacy | health | 1.3 | pharmacy chemist | 药店 药房
amenity=hospital | health | 2.5 | hospital | 医院
amenity=clinic | health | 1.2 | clinic | 诊所
amenity=doctors | health | 1 | doctor | 医生 诊所
amenity=dentist | health | 0.9 | dentist | 牙医 牙科
tourism=hotel | stay | 1.2 | hotel | 酒店 宾馆 旅馆
tourism=hostel | stay | 1 | hostel | 青年旅社
tourism=guest_house | stay | 1 | guest house | 民宿
tourism=apartment | stay | 0.8 | apartment | 公寓
amenity=townhall | public | 1.5 | town hall | 市政厅
amenity=police | public | 1.5 | police | 警察局 派出所
amenity=fire_station | public | 1.2 | fire station | 消防站
amenity=post_office | public | 1.3 | post office | 邮局
amenity=courthouse | public | 1 | court | 法院
amenity=embassy | public | 0.8 | embassy | 大使馆
office=diplomatic | public | 0.8 | embassy | 大使馆
amenity=school | public | 1.1 | school | 学校
amenity=kindergarten | public | 0.9 | kindergarten | 幼儿园
amenity=university | public | 1.5 | university | 大学
amenity=college | public | 1.2 | college | 学院
amenity=community_centre | public | 1 | community centre | 社区中心
amenity=toilets | public | 0.9 | toilets wc | 厕所 洗手间
amenity=drinking_water | public | 0.7 | drinking water | 饮用水
amenity=recycling | public | 0.4 | recycling | 回收站
amenity=post_box | public | 0.4 | post box | 邮筒
tourism=information | public | 0.6 | information | 游客中心
leisure=park | leisure | 1.5 | park | 公园
leisure=garden | leisure | 0.8 | garden | 花园
leisure=playground | leisure | 0.9 | playground | 游乐场
leisure=sports_centre | leisure | 1.1 | sports centre | 体育馆
leisure=fitness_centre | leisure | 0.9 | gym fitness | 健身房
leisure=swimming_pool | leisure | 1 | swimming pool | 游泳池
leisure=stadium | leisure | 1.4 | stadium | 体育场
leisure=pitch | leisure | 0.5 | sports pitch | 球场
amenity=vending_machine | machine | 0.8 | vending machine | 自动售货机
place=city | area | 5 | city | 城市
place=town | area | 4 | town | 城镇
place=village | area | 3 | village | 村
place=suburb | area | 2.5 | district suburb | 城区
place=quarter | area | 2 | quarter | 街区
place=neighbourhood | area | 1.8 | neighbourhood | 小区
place=island | area | 1.8 | island | 岛
place=square | area | 1.8 | square | 广场
"""
STREET_WEIGHT, ADDRESS_WEIGHT = 1.2, 0.5
# Without a name they are of use all the same.
NAMELESS = {
    "atm",
    "bicycle_rental",
    "bus_stop",
    "charging_station",
    "drinking_water",
    "ferry_terminal",
    "parking",
    "pharmacy",
    "playground",
    "post_box",
    "taxi",
    "toilets",
    "tram_stop",
    "vending_machine",
}
# Where one of these has a value that the table does not know, it is a kind all the same.
OTHERS: Mapping[str, Category] = {"shop": "shop", "office": "public"}
MEANS_NOTHING = {"no", "vacant", "yes"}


class Kind(msgspec.Struct, frozen=True):
    """A kind of places. `words`: what it is called, English and Chinese."""

    name: str
    category: Category
    weight: float
    words: tuple[str, ...]


def kind_of(tags: Mapping[str, str]) -> Kind | None:
    """What tags of OpenStreetMap say that something is, if people look for such things."""
    if tags.get("access") in ("no", "private"):
        return None
    for key in KEYS:
        value = tags.get(key)
        if value and (found := KINDS.get((key, value)) or _other(key, value)):
            return found if tags.get("name") or found.name in NAMELESS else None
    return None


def words_for(kind: str) -> tuple[str, ...]:
    """What a kind of this name is called, English and Chinese; nothing for one without words."""
    found = BY_NAME.get(kind)
    return found.words if found else ()


def _other(key: str, value: str) -> Kind | None:
    if key not in OTHERS or value in MEANS_NOTHING or not value.isidentifier():
        return None
    return Kind(value, OTHERS[key], 0.6, (value.replace("_", " "), key))


def _read(line: str) -> tuple[tuple[str, str], Kind]:
    tag, category, weight, english, chinese = (part.strip() for part in line.split("|"))
    key, _, value = tag.partition("=")
    words = (value.replace("_", " "), *english.split(), *chinese.split())
    return (key, value), Kind(value, category, float(weight), words)  # type: ignore[arg-type]


KINDS: Mapping[tuple[str, str], Kind] = dict(map(_read, _TABLE.strip().splitlines()))
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS.values()}
KEYS = [*dict.fromkeys(key for key, _ in KINDS), *(set(OTHERS) - {key for key, _ in KINDS})]
