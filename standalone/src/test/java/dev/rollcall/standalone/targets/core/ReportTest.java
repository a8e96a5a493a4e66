package dev.rollcall.standalone.targets.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

  @Test
  void each_target_has_a_line_and_all_have_a_sum() {
    var report = new Report(false);

    assertThat(report.line("demo/crm", new Outcome.Created())).isEqualTo("created       demo/crm");
    assertThat(report.line("demo/hr", new Outcome.Created())).isEqualTo("created       demo/hr");
    assertThat(report.line("demo/hooks", new Outcome.Changed(List.of("mapping", "token"))))
        .isEqualTo("changed       demo/hooks: mapping, token");
    assertThat(report.line("demo/feed", new Outcome.Unchanged()))
        .isEqualTo("unchanged     demo/feed");
    assertThat(report.line("demo/old", new Outcome.Removed())).isEqualTo("removed       demo/old");
    assertThat(report.line("demo/mine", new Outcome.Left("why")))
        .isEqualTo("left          demo/mine: why");
    assertThat(report.hasRefused()).isFalse();
    assertThat(report.sum()).isEqualTo("2 created, 1 changed, 1 unchanged, 1 removed, 1 left");
  }

  @Test
  void a_dry_run_says_what_would_be() {
    var report = new Report(true);

    assertThat(report.line("demo/crm", new Outcome.Created())).isEqualTo("would create  demo/crm");
    assertThat(report.line("demo/hr", new Outcome.Changed(List.of("url"))))
        .isEqualTo("would change  demo/hr: url");
    assertThat(report.line("demo/old", new Outcome.Removed())).isEqualTo("would remove  demo/old");
    assertThat(report.sum()).isEqualTo("1 would create, 1 would change, 1 would remove");
    assertThat(new Report(true).sum()).isEqualTo("nothing to do");
  }

  @Test
  void an_app_cannot_write_on_the_terminal() {
    var report = new Report(false);

    assertThat(report.line("demo/crm", new Outcome.Refused("a\u001b[2Jb\nc")))
        .isEqualTo("refused       demo/crm: a [2Jb c");
    assertThat(report.hasRefused()).isTrue();
  }
}
