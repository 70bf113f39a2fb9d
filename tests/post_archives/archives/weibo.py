"""What Weibo's crawlers write."""

import json

from tests.post_archives.archives.making import zipped
from tests.samples import jpeg


def weibo_crawler() -> bytes:
    """Three of weibo-crawler: one's own with pictures, one with an article, a repost."""
    of = {"id": 41, "screen_name": "湖边面馆", "text": "今天有牛肉面"}
    weibo = [
        {
            "id": 4300000000000001,
            "bid": "HaaAAbb11",
            "screen_name": "阿米娜",
            "text": "早上好 #湖边 面馆#",
            "article_url": "",
            "pics": "https://wx.test/1.jpg,https://wx.test/2.jpg",
            "video_url": "",
            "location": "瑞士",
            "created_at": "2020-05-01",
            "full_created_at": "2020-05-01 08:30:00",
        },
        {
            "id": 4300000000000002,
            "bid": "HaaAAbb22",
            "text": "我的长文",
            "article_url": "https://weibo.test/a",
            "pics": "",
            "created_at": "2020-05-02T09:00:00",
        },
        {
            "id": 4300000000000003,
            "bid": "HaaAAbb33",
            "text": "想吃！",
            "pics": "",
            "created_at": "2020-05-03",
            "retweet": of,
        },
    ]
    folder = "weibo/阿米娜"
    told = {"user": {"id": "7", "screen_name": "阿米娜"}, "weibo": weibo}
    return zipped(
        {
            f"{folder}/7.json": json.dumps(told, ensure_ascii=False, indent=4),
            f"{folder}/img/原创微博图片/20200501T_4300000000000001_1.jpg": jpeg((40, 40)),
            f"{folder}/img/原创微博图片/20200501T_4300000000000001_2.jpg": jpeg((41, 40)),
            f"{folder}/img/转发微博图片/20200503T_4300000000000003_1.jpg": jpeg((42, 40)),
        }
    )


def weibo_csv() -> bytes:
    """The first and the third of them as weibo-crawler's CSV, alone."""
    head = "id,bid,正文,头条文章url,原始图片url,视频url,位置,日期,工具,完整日期,是否原创,源用户id"
    rows = [
        '4300000000000001\t,HaaAAbb11,"早上好\n#湖边#",,,,,2020-05-01,,2020-05-01 08:30:00,True,,,',
        "4300000000000003\t,HaaAAbb33,想吃！,,,,,2020-05-03,,,False,5,湖边面馆,今天有牛肉面",
    ]
    head += ",源用户昵称,源微博正文"
    return ("\ufeff" + "\n".join([head, *rows]) + "\n").encode()


def weibo_spider() -> bytes:
    """Two of weiboSpider."""
    base = {"article_url": "", "original_pictures": "无", "video_url": "无", "publish_place": "无"}
    weibo = [
        {**base, "id": "HaaAAbb11", "content": "早上好", "publish_time": "2020-05-01 08:30"},
        {
            **base,
            "id": "HaaAAbb33",
            "content": "转发理由: 想吃！ \n原始用户: 湖边面馆\n转发内容: 今天有牛肉面",
            "publish_time": "2020-05-03 12:00",
        },
    ]
    user = {"id": "7", "nickname": "阿米娜"}
    return json.dumps({"user": user, "weibo": weibo}, ensure_ascii=False).encode()
