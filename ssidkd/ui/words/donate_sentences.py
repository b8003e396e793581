"""Sentences that the collection says in English, in the other languages."""

from ssidkd.ui.words.refusals import RefusalWords

ENGLISH = RefusalWords(sentences={}, parts={})
CHINESE = RefusalWords(
    sentences={
        r"Nothing was kept: please tick the box that you agree\.": (
            "什么都没有保存：请勾选“我同意”。"
        ),
        r"The terms have changed since you opened this page\. .*": (
            "自你打开本页面以来，条款已经更改。请重新打开本页面并阅读。"
        ),
        r"There is no donation with this code\. .*": "没有与此删除码对应的捐赠，请检查输入的内容。",
        r"This photo is not in the collection, or no longer\.": "这张照片不在图集中，或已不在。",
        r"You have given as many photos as fit into a day\. .*": (
            "你今天捐赠的照片已达上限，请明天再来。"
        ),
        r"So many photos were given today that no more fit\. .*": (
            "今天收到的照片已达上限，请明天再来。"
        ),
        r"The collection is full\. .*": "图集已满，请告知本页面的维护者。",
        r"The disk is nearly full, .*": "磁盘快满了，无法保存照片，请稍后再试。",
        r"(?P<field>\w+): it takes .*": "{field}的值不能使用，请重新选择。",
    },
    parts={
        "photos": "照片",
        "licence": "许可",
        "credit": "署名",
        "description": "说明",
        "amount": "雨量",
        "time": "时间",
        "place": "场景",
        "visitor": "浏览器标识",
        "key": "请求标识",
    },
)
