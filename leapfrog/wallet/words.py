"""The few words on statements, in their owner's language."""

from collections.abc import Mapping

from leapfrog.wallet.model import Reason
from leapfrog.wallet.statements import StatementLine

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "statement": "Account statement",
        "account": "Account",
        "opening": "Before",
        "closing": "After",
        "number": "No.",
        "date": "Date (UTC)",
        "reason": "What",
        "with": "With",
        "amount": "Amount",
        "currency": "Currency",
        "balance": "Balance",
        "reference": "Reference",
        "page": "Page",
        "person": "Somebody who left",
        "merchant": "A shop that left",
        "escrow": "Kept until it arrives",
        "packet": "Red packet",
        "hold": "Set aside",
        "fee": "Fees of the town",
        "suspense": "To be clarified",
        "issuer": "The town",
        "clearing": "Bank",
        "TRANSFER": "Transfer",
        "PAYMENT": "Payment",
        "TOP_UP": "Top-up",
        "PAY_OUT": "Pay-out",
        "FEE": "Fee",
        "RED_PACKET": "Red packet",
        "SPLIT": "Shared bill",
        "REFUND": "Refund",
        "REVERSAL": "Reversal",
        "ESCROW": "Escrow",
        "TIP": "Tip",
        "EXPIRED": "Expired",
        "CORRECTION": "Correction",
        "OTHER": "Other",
        "held": "set aside",
        "void": "given back",
    },
    "zh-CN": {
        "statement": "账户明细",
        "account": "账户",
        "opening": "期初余额",
        "closing": "期末余额",
        "number": "序号",
        "date": "日期（UTC）",
        "reason": "事由",
        "with": "对方",
        "amount": "金额",
        "currency": "货币",
        "balance": "余额",
        "reference": "参考号",
        "page": "页",
        "person": "已离开的人",
        "merchant": "已离开的商家",
        "escrow": "担保中",
        "packet": "红包",
        "hold": "预留",
        "fee": "小镇手续费",
        "suspense": "待查",
        "issuer": "小镇",
        "clearing": "银行",
        "TRANSFER": "转账",
        "PAYMENT": "付款",
        "TOP_UP": "充值",
        "PAY_OUT": "提现",
        "FEE": "手续费",
        "RED_PACKET": "红包",
        "SPLIT": "AA 收款",
        "REFUND": "退款",
        "REVERSAL": "冲正",
        "ESCROW": "担保",
        "TIP": "小费",
        "EXPIRED": "过期退回",
        "CORRECTION": "更正",
        "OTHER": "其他",
        "held": "预留",
        "void": "退回",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """English for a language that we do not speak."""
    return WORDS.get(language, WORDS["en"])


def reason_of(line: StatementLine, words: Mapping[str, str]) -> str:
    """Why money moved, or was set aside, or was given back without having moved."""
    known = line.code in Reason.__members__.values()
    told = words[Reason(line.code).name] if known else words["OTHER"]
    aside = {"hold": "held", "void": "void"}.get(line.kind)
    return f"{told} ({words[aside]})" if aside else told


def name_of(line: StatementLine, words: Mapping[str, str]) -> str:
    """Whom it was with."""
    return line.with_name or words[line.with_kind]
