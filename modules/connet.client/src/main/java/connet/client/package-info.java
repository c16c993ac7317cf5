/**
 * The two ends of a connet network, to be embedded in any program: destinations offer something,
 * sources of the same name reach it, directly where the networks in between allow that, else by a
 * relay.
 *
 * <p>One process offers an echo service:
 *
 * {@snippet :
 * var settings = ClientSettings.of(new HostPort("connet.example.org", 19190), token);
 * try (var client = Client.connect(settings);
 *     var echo = client.destination("echo", Route.ANY)) {
 *   while (true) {
 *     Connection connection = echo.accept();
 *     Thread.startVirtualThread(
 *         () -> {
 *           try (connection) {
 *             connection.input().transferTo(connection.output());
 *           } catch (IOException e) {
 *             System.err.println("broken off: " + e.getMessage());
 *           }
 *         });
 *   }
 * }
 * }
 *
 * <p>Another one, anywhere else, uses it:
 *
 * {@snippet :
 * try (var client = Client.connect(settings);
 *     var echo = client.source("echo", Route.ANY);
 *     var connection = echo.dial(Duration.ofSeconds(10))) {
 *   connection.output().write("hello".getBytes(UTF_8));
 *   connection.shutdownOutput();
 *   String answer = new String(connection.input().readAllBytes(), UTF_8);
 * }
 * }
 *
 * <p>Or without a line of code at the ends: {@link Destination#forwardTo} joins each connection
 * with a TCP service, {@link Source#listen} accepts TCP connections.
 *
 * <p>Everything here is thread-safe unless it says otherwise. What blocks is meant for virtual
 * threads, ends with an {@link java.io.InterruptedIOException} when its thread is interrupted, and
 * has a time limit wherever the network is waited for. Everything is closed by whoever opened it;
 * closing a {@link Client} closes all that came from it.
 */
@NullMarked
package connet.client;

import org.jspecify.annotations.NullMarked;
