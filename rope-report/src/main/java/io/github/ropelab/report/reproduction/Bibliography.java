package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.report.latex.TexText;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sources as BibTeX, in ASCII: accents are LaTeX's. */
public final class Bibliography {
    /** Combining marks to LaTeX's accents. */
    private static final Map<Integer, String> ACCENTS = Map.ofEntries(
            Map.entry(0x300, "`"),
            Map.entry(0x301, "'"),
            Map.entry(0x302, "^"),
            Map.entry(0x303, "~"),
            Map.entry(0x304, "="),
            Map.entry(0x306, "u "),
            Map.entry(0x307, "."),
            Map.entry(0x308, "\""),
            Map.entry(0x30A, "r "),
            Map.entry(0x30B, "H "),
            Map.entry(0x30C, "v "),
            Map.entry(0x323, "d "),
            Map.entry(0x327, "c "),
            Map.entry(0x328, "k "));

    /** Letters of their own, and braces, which BibTeX would count. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ø', "{\\o}"),
            Map.entry((int) 'Ø', "{\\O}"),
            Map.entry((int) 'ł', "{\\l}"),
            Map.entry((int) 'Ł', "{\\L}"),
            Map.entry((int) 'ß', "{\\ss}"),
            Map.entry((int) 'æ', "{\\ae}"),
            Map.entry((int) 'Æ', "{\\AE}"),
            Map.entry((int) 'œ', "{\\oe}"),
            Map.entry((int) 'Œ', "{\\OE}"),
            Map.entry((int) 'ı', "{\\i}"),
            Map.entry((int) '{', "\\textbraceleft{}"),
            Map.entry((int) '}', "\\textbraceright{}"));

    private Bibliography() {}

    /** One entry per key. */
    public static String of(List<Citation> sources) {
        Map<String, Citation> byKey = new LinkedHashMap<>();
        sources.forEach(source -> byKey.putIfAbsent(source.key(), source));
        return byKey.values().stream().map(Bibliography::entry).collect(Collectors.joining("\n"));
    }

    private static String entry(Citation source) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("author", text(source.authors()));
        fields.put("title", "{" + text(source.title()) + "}");
        if (source.arxiv().isEmpty()) {
            fields.put("howpublished", "\\url{" + source.url() + "}");
            fields.put("url", source.url());
        } else {
            fields.put("journal", "arXiv preprint arXiv:" + source.arxiv());
            fields.put("eprint", source.arxiv());
            fields.put("archivePrefix", "arXiv");
        }
        fields.put("year", Integer.toString(source.year()));
        StringBuilder entry =
                new StringBuilder("@" + (source.arxiv().isEmpty() ? "misc" : "article") + "{").append(source.key());
        fields.forEach((name, value) ->
                entry.append(",\n  ").append(name).append(" = {").append(value).append('}'));
        return entry.append("\n}\n").toString();
    }

    /** A text as LaTeX in ASCII; a letter that no accent makes stays. */
    static String text(String text) {
        StringBuilder tex = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(letter -> tex.append(letter(letter)));
        return tex.toString();
    }

    private static String letter(int letter) {
        if (LETTERS.containsKey(letter)) {
            return LETTERS.get(letter);
        }
        int[] parts = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD)
                .codePoints()
                .toArray();
        if (parts.length == 2 && ACCENTS.containsKey(parts[1])) {
            String base = parts[0] == 'i' ? "\\i" : Character.toString(parts[0]);
            return "{\\" + ACCENTS.get(parts[1]) + (parts[0] == 'i' ? "{" + base + "}" : base) + "}";
        }
        return TexText.of(Character.toString(letter));
    }
}
