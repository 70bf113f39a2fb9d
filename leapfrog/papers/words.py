"""The words on papers, in the language of who prints."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "packing": "Packing slip",
        "order": "Order",
        "for": "For",
        "note": "Note",
        "gift": "A present from {who}",
        "pickup": "Is fetched at the shop",
        "own": "Is brought",
        "packed": "Packed by",
        "pieces": "pieces",
        "invoice": "Invoice",
        "date": "Date",
        "delivered": "Delivered",
        "seller": "Sold by",
        "buyer": "Bought by",
        "vat": "VAT number",
        "register": "Register",
        "what": "What",
        "rate": "Tax",
        "net": "Net",
        "gross": "Gross",
        "sum": "Total",
        "exempt": "No value added tax is charged.",
        "paid": "Paid in full.",
        "page": "Page",
    },
    "zh-CN": {
        "packing": "装箱单",
        "order": "订单",
        "for": "收件人",
        "note": "备注",
        "gift": "{who} 送给你的礼物",
        "pickup": "到店自提",
        "own": "送货上门",
        "packed": "装箱人",
        "pieces": "件",
        "invoice": "发票",
        "date": "日期",
        "delivered": "交付日期",
        "seller": "卖方",
        "buyer": "买方",
        "vat": "增值税号",
        "register": "注册号",
        "what": "商品",
        "rate": "税率",
        "net": "不含税",
        "gross": "含税",
        "sum": "合计",
        "exempt": "不收取增值税。",
        "paid": "已全额支付。",
        "page": "第",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    return WORDS.get(language, WORDS["en"])
