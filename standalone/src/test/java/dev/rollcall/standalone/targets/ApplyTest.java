package dev.rollcall.standalone.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.standalone.targets.Apply.How;
import dev.rollcall.standalone.targets.core.Outcome;
import dev.rollcall.standalone.targets.core.Plan.Step.Remove;
import dev.rollcall.standalone.targets.core.Plan.Step.Save;
import dev.rollcall.standalone.targets.core.Recorded;
import dev.rollcall.standalone.targets.core.TargetName;
import dev.rollcall.standalone.targets.core.Wanted;
import dev.rollcall.standalone.targets.core.Wanted.Entry;
import dev.rollcall.standalone.targets.core.Wanted.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ApplyTest {
  private static final How PLAIN = new How(Optional.empty(), false, false, true);
  private static final How PRUNE = new How(Optional.empty(), false, true, true);
  private static final How DRY = new How(Optional.empty(), true, true, true);

  private final Fake demo = new Fake("demo");
  private final Fake acme = new Fake("acme");
  private final List<String> lines = new ArrayList<>();

  @Test
  void what_differs_is_recorded_once_and_a_second_time_nothing_is() throws Exception {
    var file = wanted(entry("demo", "crm", "a"), entry("acme", "crm", "b"));

    assertThat(apply(PLAIN, file)).isTrue();
    assertThat(lines)
        .containsExactly("created       demo/crm", "created       acme/crm", "2 created");
    assertThat(demo.acts).containsExactly("save crm at null");

    assertThat(apply(PLAIN, file)).isTrue();
    assertThat(lines)
        .containsExactly("unchanged     demo/crm", "unchanged     acme/crm", "2 unchanged");
    assertThat(demo.acts).hasSize(1);

    assertThat(apply(PLAIN, wanted(entry("demo", "crm", "c")))).isTrue();
    assertThat(lines).containsExactly("changed       demo/crm: url", "1 changed");
    assertThat(demo.acts).last().isEqualTo("save crm at 1");
    assertThat(acme.acts).as("of which the file says nothing").hasSize(1);
  }

  @Test
  void one_that_is_refused_stops_no_other_and_is_told() throws Exception {
    demo.refuses = "It answered 401";

    assertThat(apply(PLAIN, wanted(entry("demo", "crm", "a"), entry("acme", "crm", "b"))))
        .isFalse();

    assertThat(lines)
        .containsExactly(
            "refused       demo/crm: It answered 401",
            "created       acme/crm",
            "1 refused, 1 created");
  }

  @Test
  void a_dry_run_calls_the_app_and_does_nothing() throws Exception {
    demo.there.put("old", JsonObject.EMPTY);

    assertThat(apply(DRY, wanted(entry("demo", "crm", "a")))).isTrue();

    assertThat(lines)
        .containsExactly(
            "would create  demo/crm", "would remove  demo/old", "1 would create, 1 would remove");
    assertThat(demo.acts).isEmpty();
    assertThat(demo.calls).isEqualTo(1);
  }

  @Test
  void the_app_is_called_once_and_only_for_what_differs() throws Exception {
    var file = wanted(entry("demo", "crm", "a"));
    apply(PLAIN, file);
    assertThat(demo.calls).isEqualTo(1);
    apply(PLAIN, file);
    assertThat(demo.calls).isEqualTo(1);
    apply(new How(Optional.empty(), false, false, false), wanted(entry("demo", "crm", "b")));
    assertThat(demo.calls).isEqualTo(1);
  }

  @Test
  void what_the_file_does_not_have_goes_last_and_only_of_tenants_that_it_names() throws Exception {
    demo.there.put("old", JsonObject.EMPTY);
    acme.there.put("old", JsonObject.EMPTY);

    assertThat(apply(PRUNE, wanted(entry("demo", "crm", "a")))).isTrue();

    assertThat(demo.acts).containsExactly("save crm at null", "remove old at 1");
    assertThat(acme.there).containsKey("old");
  }

  @Test
  void a_tenant_that_is_named_on_the_command_line_is_the_only_one() throws Exception {
    demo.there.put("old", JsonObject.EMPTY);
    var only = new How(Optional.of("demo"), false, true, true);

    assertThat(apply(only, wanted(entry("acme", "crm", "a")))).isTrue();

    assertThat(lines).containsExactly("removed       demo/old", "1 removed");
    assertThat(acme.acts).isEmpty();
    var unknown = new How(Optional.of("other"), false, true, true);
    assertThatThrownBy(() -> apply(unknown, wanted()))
        .isInstanceOf(TargetsException.class)
        .hasMessageContaining("'other'");
  }

  private boolean apply(How how, Wanted file) throws InterruptedException {
    lines.clear();
    return new Apply(how, lines::add).run(file, List.of(demo, acme));
  }

  private static Wanted wanted(Entry... entries) {
    return new Wanted(List.of(entries), List.<Fault>of());
  }

  private static Entry entry(String tenant, String name, String url) {
    return new Entry(new TargetName(tenant, name), JsonObject.of("url", new JsonString(url)));
  }

  /// A tenant's administration, in memory.
  private static final class Fake implements Administration {
    private final String tenant;
    private final SequencedMap<String, JsonObject> there = new LinkedHashMap<>();
    private final List<String> acts = new ArrayList<>();
    private String refuses = "";
    private int calls;

    Fake(String tenant) {
      this.tenant = tenant;
    }

    @Override
    public Recorded recorded() {
      var versions = new LinkedHashMap<String, String>();
      there.keySet().forEach(name -> versions.put(name, "1"));
      return new Recorded(tenant, versions);
    }

    @Override
    public Outcome compared(Entry entry, boolean call) {
      JsonObject before = there.get(entry.target().name());
      if (entry.configuration().equals(before)) {
        return new Outcome.Unchanged();
      }
      calls += call ? 1 : 0;
      return before == null ? new Outcome.Created() : new Outcome.Changed(List.of("url"));
    }

    @Override
    public Outcome saved(Save save, boolean call, Outcome otherwise) {
      calls += call ? 1 : 0;
      if (!refuses.isEmpty()) {
        return new Outcome.Refused(refuses);
      }
      String name = save.entry().target().name();
      there.put(name, save.entry().configuration());
      acts.add("save " + name + " at " + save.version());
      return otherwise;
    }

    @Override
    public Outcome removed(Remove remove) {
      there.remove(remove.target().name());
      acts.add("remove " + remove.target().name() + " at " + remove.version());
      return new Outcome.Removed();
    }
  }
}
