package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OpenLanesTest {
  private final List<String> opened = new ArrayList<>();
  private final OpenLanes lanes =
      new OpenLanes(target -> {
        opened.add(target.id());
        return new Nobody();
      });

  private static final class Nobody implements RemoteApp {
    @Override
    public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
      return Mono.empty();
    }
  }

  @Test
  void a_target_that_did_not_change_keeps_its_way_to_the_app() {
    List<Lane> first = lanes.of(List.of(entry("crm", "a"), entry("wiki", "a"))).lanes();
    List<Lane> second =
        lanes.of(List.of(entry("crm", "a"), entry("wiki", "b"), entry("new", "a"))).lanes();

    assertThat(opened).containsExactly("crm", "wiki", "wiki", "new");
    assertThat(second.getFirst()).isSameAs(first.getFirst());
    assertThat(second.get(1)).isNotEqualTo(first.get(1));
  }

  @Test
  void one_that_was_away_is_opened_anew() {
    lanes.of(List.of(entry("crm", "a")));
    lanes.of(List.of());
    lanes.of(List.of(entry("crm", "a")));

    assertThat(opened).containsExactly("crm", "crm");
  }

  @Test
  void one_that_cannot_be_opened_is_named_and_costs_the_others_nothing() {
    var opening =
        new OpenLanes(target -> {
          if (target.id().equals("crm")) {
            throw new IllegalStateException("a defect");
          }
          return new Nobody();
        });

    OpenLanes.Opened opened = opening.of(List.of(entry("crm", "a"), entry("wiki", "a")));

    assertThat(opened.lanes()).extracting(lane -> lane.ref().targetId()).containsExactly("wiki");
    assertThat(opened.problems())
        .containsExactly(
            Map.entry(
                "crm",
                "Target 'crm': cannot be opened, by a defect of ours (IllegalStateException)"));
  }

  private static Roster.Entry entry(String id, String token) {
    var json =
        JsonObject.builder().put("url", "https://crm.example/scim").put("token", token).build();
    return Fingerprints.entry(
        new Target(
            id,
            "acme",
            Binding.read(new ScimKind(), new EntryReader(json, _ -> {})),
            AllowedAddresses.PUBLIC,
            Profile.STANDARD,
            Duration.ofSeconds(1),
            1,
            false,
            Shaping.NONE,
            MassChange.STANDARD,
            Policy.STANDARD));
  }
}
