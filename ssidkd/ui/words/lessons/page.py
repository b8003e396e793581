"""Words around the steps, and those of the page for teachers."""

from collections.abc import Mapping

from ssidkd.ui.words.lessons.kinds import FrameWords, GuideWords

ENGLISH_FRAME = FrameWords(
    heading="From a sum to a student, in eight steps",
    introduction=(
        "Each step has pictures, something to turn and one question. The address of the page "
        "always holds what you see: copy it to show the same to others."
    ),
    steps="Steps",
    previous="Previous step",
    following="Next step",
    progress="{number} of {total}",
    photo="Photo",
    turn="Turn",
    question="Question",
    right="Right.",
    wrong="Not quite.",
    present="Present",
    present_hint=(
        "Arrow keys or a presenter's buttons change the step, Esc ends. F11 fills the screen."
    ),
    leave_present="End (Esc)",
    copy="Copy link",
    copied="The link is copied.",
    not_copied="This browser does not let the page copy. Copy the address above the page instead.",
    guide="For teachers",
    leave_guide="Back to the steps",
    print="Print the summary",
    stop="Stop",
    again="Let the networks try",
    working="Teacher and student are at work: {percent} %",
    almost="Teacher and student are at work: almost done",
    stopped="Stopped. Turn something, or let the networks try again.",
    preparing="Preparing the pictures",
    failed="The pictures could not be made. Turn something, or load the page again.",
    refused="Not possible here, so the usual values are shown instead: {names}.",
    compare="Open the tab Compare",
    alt="{caption}. Photo: {photo}.",
    pixel="the marked pixel",
    scale="Scale of the dark channel, from 0 (dark) to 1 (bright)",
    ruler="NIQE on a scale from 0 to {top}, lower is better: {before:.2f} before, {after:.2f} now.",
    ruler_before="before",
    ruler_after="now",
    credit="Photos: CC0, credited on the tab Compare. All rain is synthetic.",
    scheme_synthetic="Drawn rain",
    scheme_real="Real rain",
    scheme_network="Same kind of network",
    scheme_truth="Truth known: supervised loss",
    scheme_code="Rain codes: KL",
    scheme_terms="No truth: DC and TV",
    scheme_label=(
        "Stage two. Drawn rain goes through the network and is compared with its truth. Real rain "
        "goes through the same kind of network; its result meets the dark channel and total "
        "variation terms. The KL term compares the rain codes of both."
    ),
)
CHINESE_FRAME = FrameWords(
    heading="八步走完：从一个和到一个学生",
    introduction=(
        "每一步都有图像、可以调节的东西和一个问题。页面地址始终记录着你看到的内容，"
        "复制地址就能让别人看到同样的画面。"
    ),
    steps="步骤",
    previous="上一步",
    following="下一步",
    progress="第 {number} 步，共 {total} 步",
    photo="照片",
    turn="调节",
    question="问题",
    right="正确。",
    wrong="不太对。",
    present="演示",
    present_hint="方向键或翻页笔切换步骤，Esc 退出，F11 全屏。",
    leave_present="结束（Esc）",
    copy="复制链接",
    copied="链接已复制。",
    not_copied="浏览器不允许页面复制内容，请直接复制上方的地址。",
    guide="教师指南",
    leave_guide="返回步骤",
    print="打印摘要",
    stop="停止",
    again="让网络试试",
    working="教师和学生正在处理：{percent}%",
    almost="教师和学生正在处理：即将完成",
    stopped="已停止。可以调节控件，或让网络再试一次。",
    preparing="正在准备图像",
    failed="图像没有生成。请调节控件，或重新载入页面。",
    refused="链接里的这些值在这里无效，已改用默认值：{names}。",
    compare="打开“对比”标签页",
    alt="{caption}。照片：{photo}。",
    pixel="标出的像素",
    scale="暗通道的色标，从 0（暗）到 1（亮）",
    ruler="0 到 {top} 的 NIQE 标尺，越低越好：原来 {before:.2f}，现在 {after:.2f}。",
    ruler_before="原来",
    ruler_after="现在",
    credit="照片：CC0，作者见“对比”标签页。所有的雨都是合成的。",
    scheme_synthetic="画出来的雨",
    scheme_real="真实的雨",
    scheme_network="同样结构的网络",
    scheme_truth="真值已知：监督损失",
    scheme_code="雨编码：KL",
    scheme_terms="没有真值：DC 和 TV",
    scheme_label=(
        "第二阶段。画出来的雨经过网络，与真值比较。真实的雨经过同样结构的网络，"
        "结果受暗通道项和全变差项约束。KL 项比较两者的雨编码。"
    ),
)
ENGLISH_GUIDE = GuideWords(
    heading="For teachers",
    introduction=(
        "The walk takes about {minutes} minutes before a class. Open a step, turn it as you want "
        "it, and copy the address: the link rebuilds pictures, controls and answer on any machine "
        "that runs this page. With &present=1 at its end a link opens in large type. Only the step "
        "on failures waits for the networks; everything else answers within half a second. No "
        "photo leaves this server, and nothing about your class is kept."
    ),
    links="Open a step",
    columns=("Step", "Minutes", "What it needs", "What to take away"),
    total="All steps",
    summary="Summary",
    answer="Answer",
    sources=(
        "Formulas: Cui et al., IEEE TCSVT 2022, eq. 1, 6, 7 and 9; the veil is from He et al., "
        "2011, NIQE from Mittal et al., 2013. Numbers called measured are from "
        "training/findings.md and RESULTS.md; those of the paper are named as such."
    ),
)
CHINESE_GUIDE = GuideWords(
    heading="教师指南",
    introduction=(
        "在课堂上走完全程大约需要 {minutes} 分钟。打开一个步骤，调到想要的状态，再复制地址："
        "在任何运行本页面的机器上，这个链接都能还原图像、控件和答案。"
        "在链接末尾加上 &present=1，打开后就是大字号。"
        "只有“它在哪里失败”一步要等网络处理，其余都在半秒之内显示。"
        "照片不会离开这台服务器，也不会保存任何与课堂有关的内容。"
    ),
    links="打开步骤",
    columns=("步骤", "分钟", "需要准备", "要点"),
    total="全部步骤",
    summary="摘要",
    answer="答案",
    sources=(
        "公式来自 Cui 等，IEEE TCSVT 2022，式 1、6、7、9；雨雾模型来自 He 等，2011；"
        "NIQE 来自 Mittal 等，2013。文中注明测得的数字出自 training/findings.md 和 RESULTS.md，"
        "论文的数字均已注明。"
    ),
)
CHINESE_PHOTOS: Mapping[str, str] = {
    "berlin-cathedral": "柏林大教堂",
    "machu-picchu": "马丘比丘",
    "lemurs": "两只狐猴",
    "gateway-of-india": "黄昏中的印度门",
    "mont-saint-michel": "圣米歇尔山",
    "qutub-minar": "古特伯高塔",
}
