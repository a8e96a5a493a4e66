package dev.rollcall.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A comparison as a picture (SVG 1.1): bars of rates, where more is better, and of medians, where
/// less is. The longest bar of each line has the full width, so that lines of very different sizes
/// can be read.
public final class Chart {
  private static final List<String> COLOURS =
      List.of("#1f6f8b", "#d97706", "#6b7280", "#9f1239", "#4d7c0f", "#7c3aed");
  private static final int WIDTH = 920;
  private static final int LEFT = 240;
  private static final int BAR_MAX = 520;
  private static final int BAR = 14;
  private static final int GAP = 10;
  private static final int HEAD = 44;

  private final Comparison comparison;
  private final List<String> servers;
  private final StringBuilder text = new StringBuilder();
  private int y;

  private Chart(Comparison comparison) {
    this.comparison = comparison;
    this.servers = List.copyOf(comparison.rows().keySet());
  }

  /// Draws a comparison.
  public static String svg(Comparison comparison) {
    return new Chart(comparison).draw();
  }

  private String draw() {
    legend();
    panel("answers a second (more is better)", 0, Rounds::perSecond);
    panel("median, ms (less is better)", 2, row -> row.millisAt(50));
    int height = y + GAP;
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"12\">%n"
            + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n%s</svg>%n",
        WIDTH,
        height,
        WIDTH,
        height,
        WIDTH,
        height,
        text);
  }

  private void legend() {
    int x = GAP;
    for (int i = 0; i < servers.size(); i++) {
      rectangle(x, GAP, BAR, BAR, i);
      words(x + BAR + 4, GAP + 12, "start", servers.get(i));
      x += BAR + 24 + 8 * servers.get(i).length();
    }
    y = GAP + BAR;
  }

  private void panel(String title, int decimals, ToDoubleFunction<Rounds> value) {
    y += HEAD;
    words(GAP, y - 14, "start", title);
    for (Comparison.Line line : comparison.lines()) {
      double longest = line.byServer().values().stream().mapToDouble(value).max().orElse(0);
      words(LEFT - GAP, y + 11 + (servers.size() - 1) * BAR / 2, "end", line.label());
      for (int i = 0; i < servers.size(); i++) {
        Rounds row = line.byServer().get(servers.get(i));
        if (row != null && row.answers() == 0) {
          words(LEFT, y + 11, "start", row.failed() + " failed");
        } else if (row != null) {
          double length = longest == 0 ? 0 : value.applyAsDouble(row) / longest * BAR_MAX;
          rectangle(LEFT, y, Math.max(1, (int) Math.round(length)), BAR - 2, i);
          String figure = Comparison.decimal(value.applyAsDouble(row), decimals);
          words(LEFT + 6 + (int) Math.round(length), y + 11, "start", figure);
        }
        y += BAR;
      }
      y += GAP;
    }
  }

  private void rectangle(int x, int top, int width, int height, int server) {
    text.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
            x,
            top,
            width,
            height,
            COLOURS.get(server % COLOURS.size())));
  }

  private void words(int x, int base, String anchor, String words) {
    text.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
            x,
            base,
            anchor,
            words.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
