package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.reconciliation.core.Comparison;
import dev.rollcall.connector.reconciliation.core.Comparison.Verdict;
import dev.rollcall.connector.reconciliation.core.Expected;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.connector.target.ReadableApp.Shown;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What reconciliation relies on at a target that can be read back. A kind's test class implements
/// it beside [StateContract].
public interface ReadableContract extends StateContract {
  /// Small, so that a few resources fill several pages.
  int PAGE_SIZE = 3;

  /// How long a portion may take.
  Duration PORTION = Duration.ofSeconds(30);

  @Test
  default void the_kind_says_that_it_can_be_read() {
    assertThat(kind().isReadable()).isTrue();
    try (var target = opened()) {
      assertThat(target.app()).isInstanceOf(ReadableApp.class);
    }
  }

  @Test
  default void an_empty_target_is_read_to_its_end() {
    try (var target = opened()) {
      for (String type : app(target).types()) {
        assertThat(all(app(target).read(type))).isEmpty();
      }
    }
  }

  @Test
  default void everybody_is_shown_once_over_several_pages() {
    try (var target = opened()) {
      List<String> created =
          IntStream.range(0, 2 * PAGE_SIZE + 1)
              .mapToObj(index -> create(target, Facts.user(id(index)), "person-" + index))
              .toList();

      List<Shown> shown = all(app(target).read("User"));

      assertThat(shown).extracting(Shown::remoteId).containsExactlyInAnyOrderElementsOf(created);
    }
  }

  @Test
  default void what_was_written_is_shown_as_it_should_be() {
    try (var target = opened()) {
      JsonObject person =
          Facts.person("ada").toBuilder().put("displayName", "Ada").put("title", "Dr").build();
      JsonObject shape = target.shape(ADA, person);
      String remoteId = ((Created) target.perform(ADA, new Create(shape))).remoteId();

      Shown shown = all(app(target).read("User")).getFirst();

      assertThat(shown.remoteId()).isEqualTo(remoteId);
      assertThat(shown.externalId()).isEqualTo(ADA.id().value());
      assertThat(compare(target, shape, shown)).isEqualTo(new Verdict.Same());
    }
  }

  @Test
  default void a_value_of_somebody_elses_is_drift() {
    try (var target = opened()) {
      create(target, ADA, "ada");
      JsonObject other =
          target.shape(ADA, Facts.person("ada").toBuilder().put("title", "Countess").build());

      Shown shown = all(app(target).read("User")).getFirst();

      assertThat(compare(target, other, shown)).isInstanceOf(Verdict.Drift.class);
    }
  }

  @Test
  default void members_are_named_as_resources_are_referred_to() {
    try (var target = opened()) {
      String ada = create(target, ADA, "ada");
      String kim = create(target, KIM, "kim");
      JsonObject shape = target.shape(TEAM, Facts.team("Team"));
      String team = ((Created) target.perform(TEAM, new Create(shape))).remoteId();
      assertThat(all(app(target).members(team))).isEmpty();
      target.perform(TEAM, new AddMembers(team, List.of(member(ADA, ada), member(KIM, kim))));

      List<String> references =
          all(app(target).read("User")).stream().map(Shown::reference).toList();

      assertThat(all(app(target).members(team))).containsExactlyInAnyOrderElementsOf(references);
      Shown group = all(app(target).read("Group")).getFirst();
      assertThat(group.remoteId()).isEqualTo(team);
      assertThat(compare(target, shape, group)).isEqualTo(new Verdict.Same());
    }
  }

  @Test
  default void a_target_that_is_not_there_fails_with_a_reason() throws IOException {
    try (var target = Opened.of(kind(), plainly(RemoteAppContract.freePort()))) {
      Portion<Shown> portion =
          Objects.requireNonNull(app(target).read("User").next().block(PORTION));

      assertThat(portion)
          .isInstanceOfSatisfying(
              Portion.Failed.class, failed -> assertThat(failed.failure().text()).isNotBlank());
    }
  }

  private Opened opened() {
    return Opened.paged(kind(), entry(), PAGE_SIZE);
  }

  private static ReadableApp app(Opened target) {
    return (ReadableApp) target.app();
  }

  private static Verdict compare(Opened target, JsonObject shape, Shown shown) {
    String type = shown.resource().text("userName").isPresent() ? "User" : "Group";
    return Comparison.of(
        new Expected.There(shape), shown.resource(), it -> app(target).asRead(type, it));
  }

  private static String create(Opened target, ResourceRef resource, String name) {
    JsonObject shape = target.shape(resource, Facts.person(name));
    return ((Created) target.perform(resource, new Create(shape))).remoteId();
  }

  private static MemberGap member(ResourceRef resource, String remoteId) {
    return new MemberGap(
        resource.id().value(), resource.type(), 1, false, null, null, true, remoteId);
  }

  private static String id(int index) {
    return "00000000-0000-4000-8000-0000000001%02d".formatted(index);
  }

  /// Reads to the end, which must come.
  private static <T> List<T> all(Reading<T> reading) {
    var all = new ArrayList<T>();
    try {
      for (int turn = 0; turn < 20; turn++) {
        Portion<T> portion = Objects.requireNonNull(reading.next().block(PORTION));
        assertThat(portion).isInstanceOf(Portion.Page.class);
        var page = (Portion.Page<T>) portion;
        all.addAll(page.items());
        if (page.last()) {
          return all;
        }
      }
    } finally {
      reading.close();
    }
    throw new AssertionError("The reading never ends");
  }
}
