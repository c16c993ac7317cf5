package connet.e2e;

import connet.testkit.FreePorts;
import connet.testkit.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx, serving a folder by HTTP and by HTTPS; the latter also to those only who show a
 * certificate.
 */
final class WebServer {
  private final Path folder;
  private final int http = FreePorts.next();
  private final int https = FreePorts.next();
  private final int mutual = FreePorts.next();

  private WebServer(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("nginx"));
  }

  /** Starts one with the certificate of a server, and waits until it listens. */
  static WebServer start(Programs programs, Path folder, TestCertificates certificates)
      throws Exception {
    var server = new WebServer(folder);
    Files.createDirectories(server.pages());
    Path configuration = server.folder.resolve("nginx.conf");
    Files.writeString(configuration, server.configuration(certificates));
    Path system = Path.of("/usr/sbin/nginx"); // not in everybody's path
    RunningProgram nginx =
        programs.start(
            "nginx",
            folder,
            List.of(
                Files.isExecutable(system) ? system.toString() : "nginx",
                "-p",
                server.folder.toString(),
                "-c",
                configuration.toString()));
    for (int port : new int[] {server.http, server.https, server.mutual}) {
      awaitPort(port, nginx);
    }
    return server;
  }

  private static void awaitPort(int port, RunningProgram program) throws InterruptedException {
    long end = System.nanoTime() + Tunnel.START.toNanos();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (!program.alive() || System.nanoTime() - end > 0) {
          throw new AssertionError("nginx does not listen: " + program.output(), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  private String configuration(TestCertificates certificates) {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log stderr;
    user root;
    events {}
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      root pages;
      add_header X-Host $http_host;
      add_header X-For $http_x_forwarded_for;
      add_header X-Forwarded-Host $http_x_forwarded_host;
      add_header X-Proto $http_x_forwarded_proto;
      ssl_certificate %1$s;
      ssl_certificate_key %2$s;
      server {
        listen 127.0.0.1:%3$d;
        location /numbers/ { alias pages/; }
      }
      server { listen 127.0.0.1:%4$d ssl; }
      server {
        listen 127.0.0.1:%5$d ssl;
        ssl_client_certificate %1$s;
        ssl_verify_client on;
      }
    }
    """
        .formatted(certificates.certificate(), certificates.key(), http, https, mutual);
  }

  /** What it serves. */
  Path pages() {
    return folder.resolve("pages");
  }

  int http() {
    return http;
  }

  int https() {
    return https;
  }

  /** For those who show a certificate. */
  int mutual() {
    return mutual;
  }
}
