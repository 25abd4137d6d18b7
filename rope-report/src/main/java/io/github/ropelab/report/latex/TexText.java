package io.github.ropelab.report.latex;

import java.util.Map;

/** Any text as LaTeX that shows it: special characters escaped, symbols as mathematics. */
public final class TexText {
    /** Points that a letter of footnote size takes on average, somewhat wide. */
    private static final double LETTER = 4.4;

    private static final Map<Integer, String> SYMBOLS = Map.ofEntries(
            entry('\\', "\\textbackslash{}"),
            entry('{', "\\{"),
            entry('}', "\\}"),
            entry('_', "\\_"),
            entry('%', "\\%"),
            entry('&', "\\&"),
            entry('#', "\\#"),
            entry('$', "\\$"),
            entry('~', "\\textasciitilde{}"),
            entry('^', "\\textasciicircum{}"),
            entry('"', "''"),
            entry('|', "$|$"),
            entry('<', "$<$"),
            entry('>', "$>$"),
            entry('*', "${*}$"),
            entry('\u00A0', "~"),
            entry('\u2212', "$-$"),
            entry('–', "--"),
            entry('—', "---"),
            entry('…', "\\dots{}"),
            entry('‘', "`"),
            entry('’', "'"),
            entry('“', "``"),
            entry('”', "''"),
            entry('‖', "$\\|$"),
            entry('′', "${}'$"),
            entry('″', "${}''$"),
            entry('±', "$\\pm$"),
            entry('×', "$\\times$"),
            entry('·', "$\\cdot$"),
            entry('÷', "$\\div$"),
            entry('∕', "$/$"),
            entry('√', "$\\surd$"),
            entry('≥', "$\\geq$"),
            entry('≤', "$\\leq$"),
            entry('≠', "$\\neq$"),
            entry('≈', "$\\approx$"),
            entry('≡', "$\\equiv$"),
            entry('≪', "$\\ll$"),
            entry('≫', "$\\gg$"),
            entry('↑', "$\\uparrow$"),
            entry('↓', "$\\downarrow$"),
            entry('→', "$\\rightarrow$"),
            entry('←', "$\\leftarrow$"),
            entry('↔', "$\\leftrightarrow$"),
            entry('∞', "$\\infty$"),
            entry('∈', "$\\in$"),
            entry('∑', "$\\sum$"),
            entry('∫', "$\\int$"),
            entry('∎', "\\rule{1ex}{1ex}"),
            entry('ᵀ', "${}^{T}$"),
            entry('∏', "$\\prod$"),
            entry('∂', "$\\partial$"),
            entry('∘', "$\\circ$"),
            entry('⌊', "$\\lfloor$"),
            entry('⌋', "$\\rfloor$"),
            entry('⌈', "$\\lceil$"),
            entry('⌉', "$\\rceil$"),
            entry('⟨', "$\\langle$"),
            entry('⟩', "$\\rangle$"),
            entry('°', "${}^{\\circ}$"),
            entry('⁻', "${}^{-}$"),
            entry('⁺', "${}^{+}$"),
            entry('₋', "${}_{-}$"),
            entry('ⁿ', "${}^{n}$"),
            entry('ᵢ', "${}_{i}$"),
            entry('ⱼ', "${}_{j}$"),
            entry('¼', "$\\frac14$"),
            entry('½', "$\\frac12$"),
            entry('§', "\\S{}"),
            entry('µ', "$\\mu$"),
            entry('ℓ', "$\\ell$"));

    /** Marks that follow their symbol, over formulas' letters. */
    private static final Map<Integer, String> ACCENTS = Map.of(0x302, "\\hat", 0x303, "\\tilde", 0x304, "\\bar");

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
    private static final String GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω";
    private static final String[] GREEK_NAMES = {
        "alpha",
        "beta",
        "gamma",
        "delta",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "omicron",
        "pi",
        "rho",
        "sigma",
        "varsigma",
        "tau",
        "upsilon",
        "varphi",
        "chi",
        "psi",
        "omega"
    };

    /** Capitals that look like Latin ones have no command of their own. */
    private static final Map<Character, String> CAPITALS = Map.of(
            'Γ', "Gamma", 'Δ', "Delta", 'Θ', "Theta", 'Λ', "Lambda", 'Ξ', "Xi", 'Π', "Pi", 'Σ', "Sigma", 'Φ', "Phi",
            'Ψ', "Psi", 'Ω', "Omega");

    private TexText() {}

    private static Map.Entry<Integer, String> entry(char symbol, String latex) {
        return Map.entry((int) symbol, latex);
    }

    /** LaTeX for a text. A character that nothing is known of stays as it is: pdfLaTeX names it, LuaLaTeX sets it. */
    public static String of(String text) {
        int[] signs = text.codePoints().toArray();
        StringBuilder latex = new StringBuilder();
        for (int i = 0; i < signs.length; i++) {
            String accent = i + 1 < signs.length ? ACCENTS.get(signs[i + 1]) : null;
            String symbol = symbol(signs[i]);
            latex.append(
                    accent == null
                            ? symbol
                            : "$" + accent + "{" + symbol.replace("$", "").strip() + "}$");
            i += accent == null ? 0 : 1;
        }
        return latex.toString().replaceAll("(?<!\\\\)\\$\\$", "");
    }

    private static String symbol(int c) {
        String known = SYMBOLS.get(c);
        if (known != null) {
            return known;
        }
        if (c == '\t' || c == '\n' || c == '\r') {
            return " ";
        }
        if (SUPERSCRIPTS.indexOf(c) >= 0) {
            return "${}^{" + SUPERSCRIPTS.indexOf(c) + "}$";
        }
        if (SUBSCRIPTS.indexOf(c) >= 0) {
            return "${}_{" + SUBSCRIPTS.indexOf(c) + "}$";
        }
        if (c == 'ο') {
            return "$o$";
        }
        if (GREEK.indexOf(c) >= 0) {
            return "$\\" + GREEK_NAMES[GREEK.indexOf(c)] + " $";
        }
        String capital = c <= Character.MAX_VALUE ? CAPITALS.get((char) c) : null;
        return capital == null ? Character.toString(c) : "$\\" + capital + " $";
    }

    /** A text without line breaks, to stand behind {@code %}. */
    public static String comment(String text) {
        return text.replaceAll("\\R", " ");
    }

    /** About how wide a text is in footnote size, points. */
    static double width(String text) {
        return LETTER * text.codePointCount(0, text.length());
    }
}
