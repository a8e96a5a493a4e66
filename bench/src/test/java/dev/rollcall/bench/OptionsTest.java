package dev.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.scim.Workload;
import dev.rollcall.bench.trial.Trial;
import dev.rollcall.bench.trial.TrialSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {

  @Test
  void without_workloads_everything_is_run() {
    Options options = parse("--rollcall-json d/rollcall.json");
    assertThat(options.workloads()).containsExactly(Workload.values());
    assertThat(options.delivery()).isTrue();
    assertThat(options.loads()).isEqualTo(new Loads(List.of(1, 16, 64), List.of(25.0)));
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.where().rollcallJson()).isEqualTo(Path.of("d/rollcall.json"));
  }

  @Test
  void what_is_named_is_run_in_that_order() {
    Options options =
        parse(
            "patch get --url http://h/scim/v2 --token t --concurrency 4 --rate - --seconds 3"
                + " --warmup-seconds 0 --json out.json");
    assertThat(options.workloads()).containsExactly(Workload.PATCH, Workload.GET);
    assertThat(options.delivery()).isFalse();
    assertThat(options.loads()).isEqualTo(new Loads(List.of(4), List.of()));
    assertThat(options.seconds()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.warmup()).isZero();
    assertThat(options.json()).isEqualTo(Path.of("out.json"));
  }

  @Test
  void delivery_can_be_run_alone() {
    Options options = parse("delivery --rollcall-json f --target-ports 9201,9202 --tenant mill");
    assertThat(options.workloads()).isEmpty();
    assertThat(options.delivery()).isTrue();
    assertThat(options.where().targetPorts()).containsExactly(9201, 9202);
    assertThat(options.where().tenant()).isEqualTo("mill");
  }

  @Test
  void a_directory_is_filled_for_a_group_of_that_size_and_fairness_is_run_where_it_is_named() {
    Options options = parse("change-member fairness --rollcall-json f --group-size 10,200000");
    assertThat(options.size()).isEqualTo(new Options.Size(500, 200_000, List.of(10, 200_000)));
    assertThat(options.fairness()).isTrue();
    assertThat(parse("--rollcall-json f").fairness()).isFalse();
  }

  @Test
  void trials_are_run_where_they_are_named_at_the_size_that_is_asked_for() {
    Options options =
        parse(
            "deadtarget get replay --rollcall-json f --people 5000 --lanes 1,4 --max-in-flight 16"
                + " --minutes 2");
    assertThat(options.workloads()).containsExactly(Workload.GET);
    assertThat(options.trials())
        .isEqualTo(
            new TrialOptions(
                List.of(Trial.DEAD_TARGET, Trial.REPLAY),
                new TrialSetting.Size(5000, List.of(1, 4), 16, Duration.ofMinutes(2))));
    assertThat(parse("--rollcall-json f").trials().trials()).isEmpty();
    assertThat(parse("throttled --rollcall-json f").workloads()).isEmpty();
  }

  @Test
  void a_workload_can_have_loads_of_its_own() {
    Options options = parse("post-users=1,16,25/s get --rollcall-json f --concurrency 4 --rate -");
    assertThat(options.workloads()).containsExactly(Workload.POST_USERS, Workload.GET);
    assertThat(options.loads(Workload.POST_USERS, Limits.STANDARD))
        .extracting(Load::label)
        .containsExactly("open 25/s", "closed c=1", "closed c=16");
    assertThat(options.loads(Workload.GET, Limits.STANDARD))
        .extracting(Load::label)
        .containsExactly("closed c=4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get",
        "get --url http://h",
        "sing --rollcall-json f",
        "sing=1 --rollcall-json f",
        "get= --rollcall-json f",
        "get=0 --rollcall-json f",
        "get=1,x/s --rollcall-json f",
        "get --rollcall-json f --rounds 0",
        "get --rollcall-json f --rounds 100",
        "get --rollcall-json",
        "get --rollcall-json f --speed 3",
        "get --rollcall-json f --concurrency 0",
        "get --rollcall-json f --concurrency 1.5",
        "get --rollcall-json f --concurrency 1025",
        "get --rollcall-json f --concurrency 1,,2",
        "get --rollcall-json f --concurrency - --rate -",
        "get --rollcall-json f --rate -1",
        "get --rollcall-json f --rate NaN",
        "get --rollcall-json f --pool 0",
        "get --rollcall-json f --preload 10 --group-size 11",
        "get --rollcall-json f --seconds 1e99",
        "replay --rollcall-json f --lanes 0",
        "replay --rollcall-json f --max-in-flight 257",
        "throttled --rollcall-json f --minutes 0",
        "delivery --rollcall-json f --target-ports 1",
        "delivery --rollcall-json f --target-ports 1,70000"
      })
  void a_wrong_command_line_is_refused(String line) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Options parse(String line) {
    return Options.parse(List.of(line.split(" ")), Limits.STANDARD);
  }
}
