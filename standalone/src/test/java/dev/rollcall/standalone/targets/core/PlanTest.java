package dev.rollcall.standalone.targets.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.standalone.targets.core.Plan.Step;
import dev.rollcall.standalone.targets.core.Wanted.Entry;
import dev.rollcall.standalone.targets.core.Wanted.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// File entries and what is recorded, then what is to be done.
final class PlanTest {
  private static final Entry CRM = entry("demo", "crm");
  private static final Entry HOOKS = entry("demo", "hooks");

  @Test
  void what_is_recorded_is_compared_at_its_version_and_the_rest_is_new() {
    assertThat(plan(List.of(HOOKS, CRM), List.of(), false, recorded("demo", "crm")))
        .containsExactly(new Step.Save(HOOKS, null), new Step.Save(CRM, "v-crm"));
  }

  @Test
  void the_same_name_of_another_tenant_is_another_target() {
    Entry acme = entry("acme", "crm");

    assertThat(plan(List.of(acme, CRM), List.of(), true, recorded("demo", "crm"), recorded("acme")))
        .containsExactly(new Step.Save(acme, null), new Step.Save(CRM, "v-crm"));
  }

  @Test
  void what_the_file_does_not_have_is_taken_away_where_that_is_wanted() {
    Recorded recorded = recorded("demo", "crm", "old");

    assertThat(plan(List.of(CRM), List.of(), true, recorded))
        .containsExactly(
            new Step.Save(CRM, "v-crm"), new Step.Remove(new TargetName("demo", "old"), "v-old"));
    assertThat(plan(List.of(CRM), List.of(), false, recorded))
        .last()
        .isEqualTo(
            new Step.Tell(
                "demo/old", new Outcome.Left("it is not in the file; --prune takes it away")));
  }

  @Test
  void what_the_file_names_with_a_fault_is_refused_and_stays() {
    var twice = new Fault(2, new TargetName("demo", "crm"), "it is in the file twice");

    assertThat(plan(List.of(), List.of(twice), true, recorded("demo", "crm")))
        .containsExactly(new Step.Tell("demo/crm", new Outcome.Refused("it is in the file twice")));
  }

  @Test
  void nothing_is_taken_away_where_an_entry_may_be_meant_for_it() {
    var nameless = new Fault(1, null, "'id' is missing");

    assertThat(plan(List.of(CRM), List.of(nameless), true, recorded("demo", "old")))
        .containsExactly(
            new Step.Save(CRM, null),
            new Step.Tell("entry 1", new Outcome.Refused("'id' is missing")),
            new Step.Tell(
                "demo/old",
                new Outcome.Left("an entry of the file has no name, and may be meant for it")));
  }

  @Test
  void a_tenant_without_a_token_is_refused_and_the_others_go_on() {
    assertThat(plan(List.of(entry("acme", "crm"), CRM), List.of(), true, recorded("demo", "crm")))
        .containsExactly(
            new Step.Tell(
                "acme/crm",
                new Outcome.Refused("no token of an administrator of the tenant 'acme' was given")),
            new Step.Save(CRM, "v-crm"));
  }

  private static List<Step> plan(
      List<Entry> entries, List<Fault> faults, boolean prune, Recorded... recorded) {
    Map<String, Recorded> byTenant = new LinkedHashMap<>();
    for (Recorded each : recorded) {
      byTenant.put(each.tenant(), each);
    }
    return Plan.of(new Wanted(entries, faults), byTenant, prune).steps();
  }

  private static Entry entry(String tenant, String name) {
    return new Entry(new TargetName(tenant, name), JsonObject.EMPTY);
  }

  private static Recorded recorded(String tenant, String... names) {
    var versions = new LinkedHashMap<String, String>();
    for (String name : names) {
      versions.put(name, "v-" + name);
    }
    return new Recorded(tenant, versions);
  }
}
