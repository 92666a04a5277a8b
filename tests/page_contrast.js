// Every text that is seen, with its colour over what lies behind it; alpha is laid over the next ground below.
() => {
    const parse = (text) => { const found = text.match(/[\d.]+/g).map(Number); return found.length > 3 ? found : [...found, 1]; };
    const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
    const light = (colour) => {
        const [r, g, b] = colour.slice(0, 3).map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        const behind = [];
        for (let at = element; at; at = at.parentElement) behind.push(parse(getComputedStyle(at).backgroundColor));
        return behind.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
    };
    const opacity = (element) => { let found = 1; for (let at = element; at; at = at.parentElement) found *= Number(getComputedStyle(at).opacity); return found; };
    const seen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest(".visually-hidden, .skip, .catcher, :disabled, [aria-disabled=true], option");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const told = new Map();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || !seen(element)) continue;
        const style = getComputedStyle(element);
        const below = ground(element);
        const colour = parse(element instanceof SVGElement ? style.fill : style.color);
        const front = over([...colour.slice(0, 3), colour[3] * opacity(element)], below);
        const [high, low] = [light(front), light(below)].sort((one, other) => other - one);
        const ratio = (high + 0.05) / (low + 0.05);
        const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) told.set(`${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`, `${ratio.toFixed(2)} “${node.data.trim().slice(0, 20)}”`);
    }
    return [...told].map(([where, what]) => `${where}: ${what}`);
}
