"""A small catalogue of each format, as the other place writes it, with a little of everything."""

SHOPIFY = """\
URL handle,Title,Description,Vendor,Product category,Tags,Published on online store,Status,SKU,\
Barcode,Option1 name,Option1 value,Option2 name,Option2 value,Price,Price / Canada,\
Compare-at price,Cost per item,Inventory quantity,Weight value (grams),Product image URL,\
Image position,Image alt text,Variant image URL,Season (product.metafields.custom.season)
shirt,Lake shirt,"<p>Soft &amp; light.</p><script>alert(1)</script><ul><li>cotton</li></ul>",Heron,\
Clothes > For women,summer,TRUE,Active,SH-R-S,4006381333931,Colour,Red,Size,S,"1,019.90",15,25.00,\
8.00,3,180,https://cdn.test/files/red.jpg?v=3,1,A red shirt,https://cdn.test/files/red.jpg?v=3,\
Summer
shirt,,,,,,,,SH-R-M,,,Red,,M,19.90,15,,8.00,-1,190,,,,,
shirt,,,,,,,,SH-B-S,,,Blue,,S,abc,15,,8.00,5,180,,,,,
shirt,,,,,,,,,,,,,,,,,,,,https://cdn.test/files/back.jpg,2,The back,,
mug,Mug,,Heron,,,FALSE,Draft,'=1+1,,Title,Default Title,,,7.5,,,,,,,,,,
"""
WOOCOMMERCE = """\
\ufeffID,Type,SKU,Name,Published,Short description,Description,Tax class,In stock?,Stock,\
Weight (kg),Sale price,Regular price,Categories,Tags,Images,Parent,Attribute 1 name,\
Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)
45,variation,T-S,Tee - S,1,,,parent,1,4,0.2,,18,,,,id:44,Size,S,,
44,variable,TEE,"Tee, plain",1,Short.,<p>Long text.</p>,,1,,,,,"Clothes > For men, Sale",blue,\
"https://shop.test/wp/tee.jpg, https://shop.test/wp/back.jpg",,Size,"S, M\\, tall",Fabric,Cotton
46,variation,T-M,Tee - M,1,,,parent,1,0,0.25,15,18,,,https://shop.test/m.jpg,TEE,Size,"M\\, tall",,
47,"simple, downloadable, virtual",EBOOK,E-book,0,,Words,,1,,,,"9,50",Books,,,,,,,
48,grouped,SET,A set,1,,,,1,,,,,Books,,,,,,,
49,variation,X-1,Lost,1,,,,1,1,,,3,,,,id:99,Size,S,,
"""
GOOGLE_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Lakeside</title>
<item><g:id>L-S</g:id><title>Lamp</title><description>&lt;b&gt;Bright&lt;/b&gt;</description>
<link>https://shop.test/lamp</link><g:image_link>https://shop.test/i/lamp.jpg</g:image_link>
<g:price>1,015.00 EUR</g:price><g:sale_price>15 EUR</g:sale_price>
<g:availability>in stock</g:availability><g:item_group_id>LAMP</g:item_group_id>
<g:color>White</g:color><g:brand>Heron</g:brand><g:gtin>4006381333931</g:gtin>
<g:google_product_category>594</g:google_product_category><g:condition>used</g:condition>
<g:shipping_weight>1.5 kg</g:shipping_weight><g:product_detail>
<g:attribute_name>Bulb</g:attribute_name><g:attribute_value>E27</g:attribute_value>
</g:product_detail></item>
<item><g:id>T-1</g:id><title>Tea</title><description>Leaves</description>
<g:price>12.00 USD</g:price><g:availability>in_stock</g:availability></item>
<item><g:id>L-B</g:id><title>Lamp, black</title><description>Bright</description>
<g:image_link>https://shop.test/i/black.jpg</g:image_link><g:price>16.00 EUR</g:price>
<g:availability>out_of_stock</g:availability><g:item_group_id>LAMP</g:item_group_id>
<g:color>Black</g:color></item>
</channel></rss>
"""
GOOGLE_TSV = """\
id\ttitle\tdescription\tprice\tavailability\timage_link\tgoogle_product_category\tbrand
T-1\tGreen tea\tLeaves of spring\t12.00 EUR\tin_stock\thttps://x.t/t.jpg\tFood > Tea and coffee\tMei
T-2\tBlack tea\tLeaves of autumn\t0 EUR\tin_stock\t\t\tMei
"""
# Columns as version 1.00 has them, as far as we read them.
TAOBAO = "\n".join(
    [
        "version 1.00",
        "\t".join(
            (
                *("title", "cid", "seller_cids", "stuff_status", "location_state"),
                *("location_city", "price", "num", "approve_status", "description", "cateProps"),
                *("picture", "skuProps", "inputPids", "inputValues", "outer_id", "propAlias"),
                *("num_id", "barcode", "subtitle"),
            )
        ),
        "\t".join(
            (
                *("宝贝名称", "宝贝类目", "店铺类目", "新旧程度", "省", "城市", "宝贝价格"),
                *("宝贝数量", "宝贝状态", "宝贝描述", "宝贝属性", "新图片", "销售属性组合"),
                *("用户输入ID串", "用户输入名-值对", "商家编码", "销售属性别名", "数字ID"),
                *("条形码", "宝贝卖点"),
            )
        ),
        "\t".join(
            [
                '"湖边 T恤"', "50000671", "", "1", '"云南"', '"大理"', "70.00", "45", "1",
                '"<p>纯棉，透气。</p><img src=""https://img.test/1.jpg"">\n<p>第二行</p>"',
                "1627207:3594022;20509:28314;",
                "a1b2:1:0:|https://img.test/a1b2.jpg;c3d4:2:0:1627207:3594022|;",
                "70:20:A1:1627207:3594022;20509:28314;75.5:25:A2:1627207:-1001;20509:28314;",
                "20000", '"苍鹭"', "TS", "1627207:3594022:红色;1627207:-1001:湖蓝;20509:28314:S;",
                "520001", "", '""',
            ]
        ),
        "\t".join(
            ['"旧灯"', "50020123", "", "3", "", "", "12", "1", "2", '""', "", "", "", "", "",
             "LAMP", "", "0", "6901234567892", '""']
        ),
    ]
)  # fmt: skip
SQUARE = """\
\ufeffToken,Item Name,Variation Name,SKU,Description,Categories,Reporting Category,GTIN,Price,\
Option Name 1,Option Value 1,Current Quantity Lakeside,New Quantity Lakeside,\
Current Quantity Market Hall,Archived,Sellable,Tax - VAT (19%)
AAA111,Honey,Small,H-S,From the hills,Food (QWERTY123456),,4006381333931,$4.50,Jar,250 g,3,,2,N,Y,Y
AAA112,Honey,Large,H-L,,Food (QWERTY123456),,,"€8,00",Jar,500 g,1,6,,N,Y,Y
BBB111,Candle,Regular,C-1,Beeswax,,,,variable,,,,,,N,Y,Y
CCC111,Wax,Regular,W-1,Old,,,,3.00,,,,,,Y,Y,Y
"""
ETSY = """\
TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,IMAGE2,\
VARIATION 1 TYPE,VARIATION 1 NAME,VARIATION 1 VALUES,VARIATION 2 TYPE,VARIATION 2 NAME,\
VARIATION 2 VALUES,SKU
Knitted hat &amp; scarf,"Warm.

By hand.",35.00,EUR,4,"hat,wool",wool_merino,https://i.etsy.test/h.jpg,,\
CUSTOM,Colour,"Red,Blue",CUSTOM,Size,"S,M","R-S,R-M,B-S,B-M"
Scarf,Long,20.00,GBP,1,,,,,,,,,,,SC-1
Bowl,Round,12.5,EUR,2,,,,,,,,,,,"B1,B2"
"""
