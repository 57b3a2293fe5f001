// SPDX-License-Identifier: MIT
// The texts of a page whose contrast is less than WCAG 2 asks for at level AA: 4.5 to 1, or 3 to 1 where they are large.
function parsed(color) {
    const parts = color.match(/[\d.]+/g).map(Number);
    return {rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1};
}
function over(top, below) {
    return top.rgb.map((value, at) => value * top.alpha + below[at] * (1 - top.alpha));
}
function backgroundOf(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
        layers.unshift(parsed(getComputedStyle(at).backgroundColor));
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
}
function luminance(rgb) {
    const [r, g, b] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const found = new Map();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || element.closest("script, style, noscript, svg") || !element.checkVisibility({checkVisibilityCSS: true})) {
        continue;
    }
    const style = getComputedStyle(element);
    const background = backgroundOf(element);
    const [dark, light] = [luminance(over(parsed(style.color), background)), luminance(background)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) {
        found.set(`${element.tagName} .${element.className} ${style.color} on ${background.map(Math.round)}: ${ratio.toFixed(2)}`, words);
    }
}
return [...found].map(([what, words]) => `${what}: ${words.slice(0, 40)}`);
