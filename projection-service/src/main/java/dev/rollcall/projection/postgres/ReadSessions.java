package dev.rollcall.projection.postgres;

import dev.rollcall.projection.ReadLimits;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs single statements that read, each in a session of the pool that is given back before the
/// answer is used.
public final class ReadSessions {
  private final ConnectionFactory pool;
  private final ReadLimits limits;

  public ReadSessions(ConnectionFactory pool, ReadLimits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  /// Returns the rows of a statement.
  ///
  /// @param binds for `$1` and so on, of types that the driver knows
  /// @param mapper turns one row into a value; rows do not outlive the call
  public <T> Mono<List<T>> read(String sql, List<?> binds, Function<? super Row, T> mapper) {
    return Mono.usingWhen(
            pool.create(),
            session -> rows(session, sql, binds, mapper),
            Connection::close,
            (session, _) -> session.close(),
            ReadSessions::abandon)
        .timeout(limits.sessionWaitMax().plus(limits.answerMax()))
        .onErrorMap(ReadTrouble::classify);
  }

  private static <T> Mono<List<T>> rows(
      Connection session, String sql, List<?> binds, Function<? super Row, T> mapper) {
    Statement statement = session.createStatement(sql);
    for (int i = 0; i < binds.size(); i++) {
      statement.bind(i, binds.get(i));
    }
    return Flux.<Result>from(statement.execute())
        .concatMap(result -> result.map((row, _) -> mapper.apply(row)))
        .collectList();
  }

  /// Who stops waiting leaves a session that may be stuck on a server that is gone: it is closed
  /// for good, and the pool drops it when it comes back.
  private static Publisher<Void> abandon(Connection session) {
    Publisher<Void> ended =
        session instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner
            ? inner.close()
            : Mono.empty();
    return Mono.from(ended).onErrorComplete().then(Mono.from(session.close()));
  }

  /// Reads a column that must have a value.
  public static <T> T required(Readable row, String column, Class<T> type) {
    T value = row.get(column, type);
    if (value == null) {
      throw new IllegalStateException("Column " + column + " is null");
    }
    return value;
  }
}
