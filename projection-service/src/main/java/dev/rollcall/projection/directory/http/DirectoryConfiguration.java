package dev.rollcall.projection.directory.http;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.directory.Cursors;
import dev.rollcall.projection.directory.Directory;
import dev.rollcall.projection.directory.DirectoryStore;
import dev.rollcall.projection.directory.ReservedStore;
import dev.rollcall.projection.directory.TenantProfiles;
import dev.rollcall.projection.http.ScimAnswers;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// Builds the directory and its routes.
@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {

  @Bean
  Directory directory(DirectoryStore store, ReadLimits limits, Environment environment) {
    var cursors =
        new Cursors(
            environment.getRequiredProperty("INTERNAL_TOKEN"),
            limits.cursorLifetime(),
            InstantSource.system());
    var profiles = new TenantProfiles(store, InstantSource.system());
    return new Directory(new Directory.Parts(store, limits, profiles, cursors));
  }

  @Bean
  RouterFunction<ServerResponse> directoryRoutes(
      Directory directory, DirectoryStore store, ReservedStore recorded, ScimAnswers answers) {
    var routes = new DirectoryRoutes(directory, answers);
    var profiles = new ProfileRoutes(store);
    var reserved = new ReservedRoutes(recorded, answers);
    return RouterFunctions.route()
        .GET("/internal/v1/{tenant}/resources/{type}/{id}", routes::get)
        .POST("/internal/v1/{tenant}/search", routes::search)
        .GET("/internal/v1/{tenant}/profile", profiles::profile)
        .GET("/internal/v1/{tenant}/reserved/{type}", reserved::page)
        .GET("/internal/v1/{tenant}/reserved/{type}/{id}", reserved::get)
        .build();
  }
}
