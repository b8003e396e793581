"""The steps of the walk in English."""

from collections.abc import Mapping

from ssidkd.ui.words.lessons.kinds import StepWords

_FAILURE_FACT = (
    "Truth known, so PSNR is real (convention rgb). Before: {before:.1f} dB. Teacher: "
    "{teacher:.1f} dB. Student: {student:.1f} dB."
)

ENGLISH_STEPS: Mapping[str, StepWords] = {
    "sum": StepWords(
        title="A rainy picture is a sum",
        paragraphs=(
            "Deraining begins with a model: a rainy picture O is the clean picture B plus a layer "
            "of rain R, pixel by pixel. Streaks are drops that moved while the shutter was open; "
            "they are brighter than most of what is behind them, so R is zero or more.",
            "A network that finds R has found B too, since B = O − R. But a file stores only the "
            "levels 0 to 255. Where B + R would be more, O stays at 255 and part of the "
            "information is gone.",
            "Turn the amount of rain and follow the marked pixel. At 0 showers O equals B exactly.",
        ),
        labels={"amount": "Amount of rain"},
        values={"amount": "{value} showers"},
        facts={
            "": "Green value of the marked pixel: B + R = {b} + {r}, and O = {o}. In "
            "{clipped:.1f} % of all pixels the sum is more than 255 and is cut off.",
        },
        question=(
            "At one pixel B + R is more than 255, so O is 255. R is known. Can B be worked out "
            "from this pixel alone?"
        ),
        answers=(
            "Yes: B is 255 − R",
            "No: all that is known is that B is at least 255 − R",
            "Yes, if the rain is white",
        ),
        replies=(
            "255 − R is the smallest B that fits; a brighter one gives the same 255. What was cut "
            "off has to be guessed from the neighbours.",
            "Every B from 255 − R to 255 gives the same O. A network fills such places with what "
            "neighbours and experience make likely.",
            "The colour of the rain does not matter: what lies above 255 is not stored.",
        ),
        needs="Nothing; answers at once.",
        point="O = B + R, except where the sum is cut off at white.",
    ),
    "pairs": StepWords(
        title="What supervised learning sees",
        paragraphs=(
            "Supervised learning needs questions with known answers. Here a question is a rainy "
            "picture and the answer is the same picture without rain. A rain generator makes such "
            "pairs from clean photos: it draws streaks of a chosen length, width, angle and "
            "number, and may add a veil or noise.",
            "The network is shown the left picture. Its output is compared with the right one, and "
            "its weights move a little so that both agree more. The paper's loss is the negative "
            "structural similarity, SSIM (eq. 6). The bundled teacher also uses the mean absolute "
            "difference.",
            "Turn the kind of rain, then draw again: other streaks, same rain.",
        ),
        labels={"rain": "Kind of rain", "draw": "Draw"},
        values={"draw": "number {value}"},
        facts={
            "": "Before anything is learned: SSIM {ssim:.3f} and PSNR {psnr:.1f} dB between the "
            "two pictures. A perfect answer has SSIM 1.",
        },
        question="Why are the pairs made by a generator and not photographed?",
        answers=(
            "Cameras are too slow for rain",
            "Drawn rain looks more real than photographed rain",
            "Nobody can photograph one moment both with and without rain",
        ),
        replies=(
            "Speed is not the problem: a photo of rain is easily taken. What is missing is the "
            "same moment without it.",
            "It is the other way round: drawn rain is simpler than real rain. The next step shows "
            "what that costs.",
            "Minutes later the light, the leaves and the people are different. A generator knows "
            "the truth because it started from it.",
        ),
        needs="Nothing; answers at once.",
        point="A supervised network learns from pairs, and pairs come from drawn rain.",
    ),
    "real": StepWords(
        title="Why real rain is different",
        paragraphs=(
            "Drawn rain is mostly streaks on a sharp picture. In a real downpour the drops too far "
            "away to be seen one by one form a veil, which grows with distance: "
            "O = t·B + (1 − t)·A + R, with t the share of light that comes through and A the "
            "brightness of the veil. Cameras add grain in dim light, and drops sit on the lens.",
            "Photos of real rain have no truth to compare with. All rain in these lessons is "
            "drawn; the veil here follows a guessed depth.",
            "Turn the veil and the camera. The last picture is what stays when every streak is "
            "taken off perfectly.",
        ),
        labels={"veil": "Veil", "camera": "Camera"},
        values={"veil": "{value} %"},
        facts={
            "": "With every streak gone, the rest still differs from the clean photo: PSNR "
            "{psnr:.1f} dB.",
            "same": "No veil, no camera: with the streaks gone the rest is the clean photo, pixel "
            "for pixel.",
        },
        question=(
            "A network has learned from streaks only. It takes every streak off a misty, rainy "
            "photo. What is left?"
        ),
        answers=(
            "A picture that is still pale: the veil stays",
            "The clean picture",
            "Only the veil",
        ),
        replies=(
            "Measured here on one photo with the rain “mist”: 15.3 dB before, 16.5 dB after the "
            "teacher. It takes the streaks and leaves most of the veil.",
            "Subtracting R gives t·B + (1 − t)·A, and that is B only where t = 1.",
            "The scene is still there, with less contrast: t·B is part of what is left.",
        ),
        needs="Nothing; answers at once.",
        point="Real rain is streaks, veil and camera, and its truth is unknown.",
    ),
    "dark": StepWords(
        title="What the dark channel says",
        paragraphs=(
            "Take the smallest of the three colour values of every pixel in a window, and you have "
            "the dark channel (eq. 9). In most outdoor windows something is dark: a shadow, a "
            "leaf, a strong colour. So the dark channel of a clear photo is mostly near zero. Rain "
            "and mist add light everywhere and lift it. The student's second loss term asks for a "
            "dark channel near zero, and that needs no truth.",
            "It is a habit of photos, not a law: sky and white walls are bright without any rain.",
            "Turn the window, then change the scene: compare mist with a bright wall.",
        ),
        labels={"window": "Window", "scene": "Scene"},
        values={"window": "{value} × {value} pixels"},
        facts={
            "": "Mean of the dark channel over windows of {window:.0f} × {window:.0f} pixels: "
            "{mean:.3f} here, {clean:.3f} in the clean photo.",
        },
        question="A clean photo shows a white wall. What does the dark channel say?",
        answers=(
            "Near zero, because there is no rain",
            "Bright, as if there were mist",
            "Nothing: it is not defined there",
        ),
        replies=(
            "A window inside the wall holds no dark pixel, so the smallest value in it is high.",
            "Here the habit fails. A loss on the dark channel would darken the wall too, which is "
            "why this term gets a small weight.",
            "It is defined for every picture; it only means something else here.",
        ),
        needs="Nothing; answers at once.",
        point="Rain and mist brighten the dark channel; so do sky and white walls.",
    ),
    "distillation": StepWords(
        title="What distillation adds",
        paragraphs=(
            "The student starts from the teacher's weights, in the same kind of network. In stage "
            "two it also sees real rain, without a truth. Three terms stand in for it (eq. 7): KL "
            "pulls the rain code of real photos towards that of drawn rain, DC asks for a dark "
            "channel near zero, TV for little variation between neighbours.",
            "The paper reports NIQE on Real275 falling from 3.529 to 3.511. Measured here on 30 "
            "real photos, all three terms: −0.021 (95 % interval −0.047 to +0.005). TV alone: "
            "−0.042 (−0.058 to −0.025), at 0.2 to 0.4 dB less on drawn rain. The bundled student "
            "goes half of that last way. Small steps.",
            "Amplify the difference to see where it is.",
        ),
        labels={"gain": "Amplify the difference"},
        values={"gain": "× {value}"},
        facts={
            "": "Teacher and student differ by {mean:.2f} of 255 levels on average, {largest:.0f} "
            "at most. Mean dark channel {teacher_dark:.4f} and {student_dark:.4f}, total variation "
            "{teacher_variation:.4f} and {student_variation:.4f} per pixel.",
        },
        question=(
            "With all three terms a student's NIQE on 30 real photos is 0.021 below its teacher's, "
            "95 % interval −0.047 to +0.005. What may be said?"
        ),
        answers=(
            "The student is better on real photos",
            "The student is worse on real photos",
            "The difference may be chance: the interval contains zero",
        ),
        replies=(
            "That is the hope, but 30 photos do not show it: with other photos the difference "
            "might be zero or above.",
            "Lower NIQE is better, so the measured value points the other way; the interval leaves "
            "both open.",
            "An interval with zero in it shows no direction. That of TV alone lies below zero, but "
            "smoothing is one of the things that can fool NIQE: see the next step.",
        ),
        needs="Nothing; results were computed beforehand.",
        point="Stage two learns from real photos without a truth; what it gains here is small.",
    ),
    "niqe": StepWords(
        title="Measuring without a truth",
        paragraphs=(
            "PSNR and SSIM compare with the clean picture. Real rain has none. NIQE asks instead "
            "how far the statistics of a picture are from those of undistorted photos; lower is "
            "better. It looks at blocks of 96 × 96 pixels and knows nothing of rain or of the "
            "scene.",
            "So it can be fooled. A little noise can make it fall although the picture got worse, "
            "and in heavy rain blur can lower it without taking a drop away. Here the truth is "
            "known, and PSNR tells. Read NIQE over many pictures, beside other measures.",
            "Turn blur and noise. Look for a place where NIQE falls and PSNR falls too.",
        ),
        labels={"scene": "Begin with", "blur": "Blur", "noise": "Noise"},
        values={"blur": "{value} pixels", "noise": "{value} levels"},
        facts={
            "": "NIQE {before:.2f} before and {after:.2f} now (lower is better). PSNR against the "
            "clean photo {psnr_before:.1f} dB before and {psnr_after:.1f} dB now (higher is "
            "better; 100 means identical).",
            "none": "This picture is too small or too flat for NIQE. PSNR against the clean photo: "
            "{psnr_before:.1f} dB before, {psnr_after:.1f} dB now.",
        },
        question="A method lowers the NIQE of one rainy photo by 0.3. Is the photo less rainy?",
        answers=(
            "Yes: lower NIQE means less rain",
            "Not known: blur or noise can lower it as well",
            "No: NIQE always rises when rain goes",
        ),
        replies=(
            "NIQE never looks for rain. It measures how usual a picture's statistics are.",
            "One number of one photo proves little. Look at the pictures, at many photos and at "
            "other measures.",
            "It mostly falls: on our test pictures with heavy rain from 10.5 to 4.5. But the way "
            "back does not hold: a fall need not be less rain.",
        ),
        needs="Nothing; answers within half a second.",
        point="NIQE needs no truth, and it can fall while the picture gets worse.",
    ),
    "failures": StepWords(
        title="Where it fails",
        paragraphs=(
            "In one single photo a thin bright line is a thin bright line. A network decides from "
            "habit whether it is rain. Wires, grass, fur and railings go with the rain when they "
            "look like it; and streaks unlike all it learned from stay.",
            "The paper names very long, thin streaks (Fig. 12). Our networks did see long streaks "
            "in training: on one picture with such rain the teacher goes from 21.3 to 30.0 dB. "
            "Wires are harder for them, and so is fine fur.",
            "Choose what the lines are, and turn their length. The networks need a few seconds; "
            "you can stop them.",
        ),
        labels={"scene": "What is in the picture", "length": "Length of the lines"},
        values={"length": "{value} pixels"},
        facts={
            "waiting": "PSNR of the input against the truth: {before:.1f} dB. The networks are at "
            "work on a small copy.",
            "rain": _FAILURE_FACT,
            "harm": _FAILURE_FACT + " There was no rain: 100 dB means identical, and whatever is "
            "below it was taken from the scene.",
        },
        question="The network takes a wire off a photo without rain. Which is the best reason?",
        answers=(
            "In one picture a wire and a streak can look the same",
            "The network has too few weights",
            "Subtracting a layer always takes wires off",
        ),
        replies=(
            "A video would tell them apart: streaks move from frame to frame and wires stay. One "
            "picture does not hold that difference.",
            "A larger network sees the same picture. More training pictures with wires would help "
            "more.",
            "Only where the layer R holds the wire. At such a place a perfect R is zero.",
        ),
        needs="Both networks work on 256 × 192 pixels: a second to half a minute a turn.",
        point="One picture cannot always tell a streak from a wire; so networks guess.",
    ),
    "own": StepWords(
        title="Try your own photo",
        paragraphs=(
            "You now know what to look for. In the tab Compare, both networks try your photo side "
            "by side. Look closely, at 200 % or more, at four places: streaks before dark things, "
            "which should go; thin lines of the scene, which should stay; the sky, which should "
            "not change its colour; distant parts, where a veil may stay.",
            "Then look at the numbers, and do not make too much of them: your photo has no truth, "
            "and one NIQE is one NIQE.",
            "Practise on an example: turn the reveal and look at the border between derained and "
            "rainy.",
        ),
        labels={"reveal": "Reveal the student's result"},
        values={"reveal": "{value} %"},
        facts={"": "Left of the border: the student's result. Right of it: the rainy picture."},
        question="Both results of your photo look good, and NIQE differs by 0.03. Which is better?",
        answers=(
            "The one with the lower NIQE",
            "The student's, always",
            "The number does not decide it: look at the pictures",
        ),
        replies=(
            "A few hundredths on one picture mean nothing; a little noise shifts NIQE by more.",
            "On average they are nearly equal here, and on a single photo either can be better.",
            "Look for left-over streaks and for lost detail. If you find neither, both are equally "
            "good for you.",
        ),
        needs="A photo of rain, if you like; the example needs nothing.",
        point="Look first, then measure, and say on how many pictures.",
    ),
}
