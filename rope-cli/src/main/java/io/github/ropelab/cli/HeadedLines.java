package io.github.ropelab.cli;

import java.util.Locale;

/** Text for people: a short head on the left, a text beside it, wrapped under itself. */
final class HeadedLines {
    private static final int HEAD = 14;
    private static final int WIDTH = 100;

    private final StringBuilder text = new StringBuilder();

    HeadedLines line(String head, String tail) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-" + HEAD + "s", head));
        int column = row.length();
        for (String word : tail.split(" ")) {
            if (column + 1 + word.length() > WIDTH && column > HEAD) {
                row.append('\n').append(" ".repeat(HEAD));
                column = HEAD;
            }
            row.append(' ').append(word);
            column += 1 + word.length();
        }
        text.append(row.toString().stripTrailing()).append('\n');
        return this;
    }

    HeadedLines title(String title) {
        text.append('\n')
                .append(title)
                .append('\n')
                .append("-".repeat(title.length()))
                .append('\n');
        return this;
    }

    HeadedLines raw(String lines) {
        text.append(lines);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
