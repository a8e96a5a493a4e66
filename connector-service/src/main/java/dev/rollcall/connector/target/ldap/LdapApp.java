package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A directory as a downstream app. The client library blocks: each target has threads of its own,
/// as many as it has keys in work, so that a slow one holds up nobody else.
final class LdapApp implements ReadableApp {
  /// Ids of accounts that are inactive by having no entry.
  private static final String ABSENT = "absent:";

  private static final int IDLE_SECONDS = 30;

  private final LdapEndpoint endpoint;
  private final LdapDial dial;
  private final Site site;
  private final LdapFailures failures;
  private @Nullable Open open;
  private boolean closed;

  /// What is held while the target is in use.
  private record Open(LDAPConnectionPool pool, Scheduler threads) {}

  LdapApp(LdapEndpoint endpoint, LdapDial dial, Site site) {
    this.endpoint = endpoint;
    this.dial = dial;
    this.site = site;
    this.failures = new LdapFailures(site.redaction());
  }

  static String absent(String id) {
    return ABSENT + id;
  }

  static boolean isAbsent(String remoteId) {
    return remoteId.startsWith(ABSENT);
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    return Mono.defer(() -> {
      Open now = opened();
      return Mono.fromCallable(() -> answer(now.pool(), resource, call)).subscribeOn(now.threads());
    });
  }

  /// Binds, and searches below both bases for somebody who is not there.
  @Override
  public Mono<Answer> probe() {
    return Mono.defer(() -> {
      Open now = opened();
      return Mono.fromCallable(
              () -> {
                var session = new LdapSession(now.pool(), failures, site.rule().total());
                return new LdapTestCall(endpoint, session).answer();
              })
          .subscribeOn(now.threads())
          .timeout(site.rule().total(), Mono.just(new Failed(LdapTestCall.LATE)));
    });
  }

  @Override
  public List<String> types() {
    return List.of("User", "Group");
  }

  @Override
  public Reading<Shown> read(String resourceType) {
    int pageSize = site.profile().listing().pageSize();
    return reading(pool -> new LdapListing(endpoint, reads(pool), resourceType, pageSize));
  }

  @Override
  public Reading<String> members(String remoteId) {
    return reading(pool -> new LdapMemberListing(endpoint, reads(pool), remoteId));
  }

  private LdapReads reads(LDAPConnectionPool pool) {
    return new LdapReads(pool, failures, site.rule().total());
  }

  private <T> Reading<T> reading(Function<LDAPConnectionPool, LdapReading<T>> begin) {
    return new LdapPortions<>(() -> {
      Open now = opened();
      return new LdapPortions.Begun<>(begin.apply(now.pool()), now.threads());
    });
  }

  @Override
  public boolean showsMembers() {
    return true;
  }

  @Override
  public boolean showsInactive() {
    return !(endpoint.disabling() instanceof Disabling.Deletion);
  }

  @Override
  public JsonObject asRead(String resourceType, JsonObject shape) {
    return LdapShape.asRead(endpoint.layout(resourceType), resourceType, shape);
  }

  /// One that is no entry is found by nothing.
  @Override
  public Optional<String> match(String resourceType, JsonObject shape) {
    Layout layout = endpoint.layout(resourceType);
    try {
      return Optional.of(LdapShape.of(layout, resourceType, shape).match(layout));
    } catch (LdapFailedException _) {
      return Optional.empty();
    }
  }

  private Answer answer(LDAPConnectionPool pool, ResourceRef resource, Action.Call call) {
    try {
      var session = new LdapSession(pool, failures, site.rule().total());
      return answer(new LdapCalls(endpoint, session, resource.type()), call);
    } catch (LdapFailedException e) {
      return new Failed(e.failure());
    }
  }

  private static Answer answer(LdapCalls calls, Action.Call call) throws LdapFailedException {
    return switch (call) {
      case Create(var shape) -> calls.create(shape);
      case Resolve(var shape) -> calls.resolve(shape);
      case Reread(var remoteId) -> calls.reread(remoteId);
      case Update(var remoteId, _, var shadow, var shape) -> calls.update(remoteId, shadow, shape);
      case Deactivate(var remoteId, _, _) -> calls.activity(remoteId, false);
      case Reactivate(var remoteId, _, _) -> calls.activity(remoteId, true);
      case Delete(var remoteId, _) -> calls.delete(remoteId);
      case AddMembers(var remoteId, var members) -> calls.addMembers(remoteId, members);
      case RemoveMembers(var remoteId, var members) -> calls.removeMembers(remoteId, members);
      case Publish _ -> throw new IllegalStateException("A directory gets differences, not facts");
    };
  }

  private synchronized Open opened() {
    if (closed) {
      throw new IllegalStateException("No action follows the end");
    }
    Open now = open;
    if (now == null) {
      int keys = site.rule().inFlightMax();
      try {
        now =
            new Open(
                dial.open(),
                Schedulers.newBoundedElastic(
                    keys, keys, "ldap-" + site.rule().name(), IDLE_SECONDS, true));
      } catch (LDAPException e) {
        throw new IllegalStateException("Nothing is dialled yet", e);
      }
      open = now;
    }
    return now;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Open now = open;
    open = null;
    if (now != null) {
      now.threads().dispose();
      now.pool().close();
    }
  }
}
