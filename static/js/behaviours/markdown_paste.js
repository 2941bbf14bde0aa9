/* behaviour.markdown(html): what a page or Word put on the clipboard, as Markdown; nothing when
   it has no list, bold word or link, so that the plain text is pasted as ever. The HTML is read in
   a document of its own, where nothing runs and nothing is fetched. */
(() => {
  "use strict";
  const SKIPPED = "head, style, script, title, meta, template, [data-style*='mso-list:Ignore' i]";
  const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, tr, pre, section";
  const MARKED =
    "ul, ol, a[href], b, strong, s, del, strike, [data-style*='mso-list' i]," +
    "[data-style*='font-weight' i]";

  const wordLevel = node => {
    const found = /mso-list:\s*l\d+ level(\d+)/i.exec(node.getAttribute?.("data-style") ?? "");
    return found ? Number(found[1]) : 0;
  };
  const isBold = node => {
    const weight = /font-weight:\s*(\w+)/i.exec(node.getAttribute("data-style") ?? "")?.[1];
    if (weight) return weight === "bold" || Number(weight) >= 600;
    return node.matches("b, strong");
  };

  /* Words with a mark on both sides, line for line; blanks stay outside. */
  const marked = (text, mark) =>
    text.replace(/^(\s*)(.*?)(\s*)$/gm, (all, before, words, after) =>
      words ? `${before}${mark}${words}${mark}${after}` : all,
    );

  const inline = node => {
    if (node.nodeType === 3) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== 1 || node.matches(SKIPPED)) return "";
    if (node.matches("br")) return "\n";
    if (node.matches("ul, ol")) return "";
    const text = [...node.childNodes].map(inline).join("");
    if (node.matches("td, th")) return node.nextElementSibling ? `${text.trim()} | ` : text.trim();
    if (node.matches("a[href]")) return linked(text, node.getAttribute("href"));
    if (node.matches("s, del, strike")) return marked(text, "~~");
    return isBold(node) ? marked(text, "**") : text;
  };
  const linked = (text, href) => {
    const words = text.trim();
    if (!/^(https?:|mailto:)/i.test(href) || !words) return text;
    const same = [words, `${words}/`, `mailto:${words}`, `https://${words}`];
    if (same.includes(href)) return text;
    const address = href.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll(" ", "%20");
    return text.replace(words, () => `[${words}](${address})`);
  };

  const items = (list, indent) => {
    const numbered = list.matches("ol");
    return [...list.children].flatMap((item, index) => {
      if (item.matches("ul, ol")) return items(item, indent + "   ");
      if (!item.matches("li")) return [];
      const mark = numbered ? `${index + 1}. ` : "- ";
      const words = inline(item).trim().replace(/\s*\n\s*/g, `\n${indent}   `);
      const inner = [...item.querySelectorAll("ul, ol")].filter(
        one => one.parentElement.closest("li") === item,
      );
      return [indent + mark + words, ...inner.flatMap(one => items(one, indent + "   "))];
    });
  };
  /* A paragraph of Word that is an item: Word writes its sign or number into the text. */
  const wordItem = (node, level, counts) => {
    const sign = node.querySelector("[data-style*='mso-list:Ignore' i]")?.textContent.trim() ?? "";
    counts.length = level;
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    const mark = /^\d+[.)]$/.test(sign) ? `${counts[level - 1]}. ` : "- ";
    return "   ".repeat(level - 1) + mark + inline(node).trim().replace(/\s+/g, " ");
  };

  const blocks = (root, out, counts = []) => {
    let line = "";
    const end = () => {
      if (line.trim()) out.push(line.replace(/ *\n */g, "\n").trim());
      line = "";
    };
    for (const node of root.childNodes) {
      const level = node.nodeType === 1 ? wordLevel(node) : 0;
      if (node.nodeType === 1 && node.matches(SKIPPED)) continue;
      if (level) {
        end();
        const item = wordItem(node, level, counts);
        if (counts.open) out[out.length - 1] += `\n${item}`;
        else out.push(item);
        counts.open = true;
        continue;
      }
      if (node.nodeType !== 3 || node.data.trim()) counts = Object.assign([], { open: false });
      if (node.nodeType === 1 && node.matches("ul, ol")) {
        end();
        out.push(items(node, "").join("\n"));
      } else if (node.nodeType === 1 && node.matches("blockquote")) {
        end();
        const inner = [];
        blocks(node, inner);
        out.push(inner.join("\n\n").replace(/^/gm, "> "));
      } else if (node.nodeType === 1 && /^h\d$/i.test(node.localName)) {
        end();
        out.push(marked(inline(node).replaceAll("**", "").trim(), "**"));
      } else if (node.nodeType === 1 && (node.matches(BLOCKS) || node.querySelector(BLOCKS))) {
        end();
        blocks(node, out);
      } else line += inline(node);
    }
    end();
    return out;
  };

  /* Styles become data: the page's own policy allows none, and would complain of each. */
  const withoutStyles = html =>
    html
      .replace(/<style\b[\s\S]*?<\/style>/gi, "")
      .replace(/<[a-z][^>]*>/gi, tag => tag.replace(/\sstyle\s*=/gi, " data-style="));

  window.behaviour.markdown = html => {
    if (!html) return "";
    const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
    if (!page.body.querySelector(MARKED)) return "";
    const text = blocks(page.body, []).filter(Boolean).join("\n\n");
    return text.replaceAll("\u00a0", " ");
  };
})();
