package io.github.ropelab.report.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * One tab of a Chromium without a window, driven by the DevTools protocol over a web socket. It records every error that the
 * page causes and every address that it asks for.
 */
final class HeadlessChromium implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path profile;
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> expected = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger();
    private WebSocket socket;
    private String session = "";

    private HeadlessChromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    /** The browser's program on the path of programs, if there is one. */
    static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the browser; where there is none, the test ends here and says so. */
    static HeadlessChromium start() throws IOException {
        Optional<Path> program = installed();
        Assumptions.assumeTrue(
                program.isPresent(),
                "Not tested in a browser: none of " + PROGRAMS + " is on the PATH. Install Chromium to run this test.");
        Path profile = Files.createTempDirectory("chromium");
        List<String> command = List.of(
                program.orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank");
        HeadlessChromium browser = new HeadlessChromium(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                profile);
        try {
            browser.connect();
        } catch (IOException | RuntimeException e) {
            browser.close();
            throw e;
        }
        return browser;
    }

    private void connect() throws IOException {
        String address = "ws://127.0.0.1:" + port();
        socket = get(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address), new Listener()));
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** The port and the path of the socket, which the browser writes into its profile. */
    private String port() throws IOException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() == 2) {
                return lines.get(0) + lines.get(1);
            }
            if (!process.isAlive()) {
                throw new IOException("the browser ended with " + process.exitValue());
            }
            pause();
        }
        throw new IOException("the browser did not start within " + PATIENCE);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Opens a file and waits until it is loaded; problems and requests of earlier pages are forgotten. */
    void open(Path page) {
        problems.clear();
        requests.clear();
        CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
        expected.put("Page.loadEventFired", loaded);
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        get(loaded);
    }

    /** The size of the window in CSS pixels. */
    void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Whether the page is told that its reader prefers dark. */
    void dark(boolean dark) {
        media("prefers-color-scheme", dark ? "dark" : "light");
    }

    /** A feature that media queries ask for. */
    void media(String feature, String value) {
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** Whether scripts run; holds from the next page on. */
    void scripts(boolean run) {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** The value of a JavaScript expression; promises are awaited. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + thrown(answer.get("exceptionDetails")));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. */
    void await(String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("!!(" + condition + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("never true: " + condition);
            }
            pause();
        }
    }

    /** Presses and releases a key that has no letter: {@code Tab}, {@code Enter}, {@code ArrowRight}; space is {@code " "}. */
    void press(String key) {
        Map<String, Integer> codes = Map.of(
                "Tab",
                9,
                "Enter",
                13,
                " ",
                32,
                "End",
                35,
                "Home",
                36,
                "ArrowLeft",
                37,
                "ArrowUp",
                38,
                "ArrowRight",
                39,
                "ArrowDown",
                40);
        String text = key.equals("Enter") ? "\r" : key.equals(" ") ? " " : "";
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "code",
                            key.equals(" ") ? "Space" : key,
                            "windowsVirtualKeyCode",
                            codes.get(key),
                            "text",
                            type.equals("keyDown") ? text : ""));
        }
    }

    /** Types a text into what has the focus. */
    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** A PNG of the whole page, or of the window alone. */
    byte[] screenshot(boolean whole) {
        return bytes(call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole)));
    }

    /** The page as it is printed. */
    byte[] pdf() {
        return bytes(call("Page.printToPDF", Map.of("printBackground", true, "preferCSSPageSize", true)));
    }

    private static byte[] bytes(JsonNode answer) {
        return Base64.getDecoder().decode(answer.get("data").asText());
    }

    /** Errors and warnings of the console, exceptions, and what the browser logs, as blocked or missing things. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Addresses that the page asked for, its own and those of data in it aside. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Calls a method of the protocol. */
    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = last.incrementAndGet();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("id", id);
        message.put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        get(socket.sendText(message.toString(), true));
        JsonNode answered = get(answer);
        if (answered.has("error")) {
            throw new IllegalStateException(method + ": " + answered.get("error"));
        }
        return answered.get("result");
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the browser does not answer", e);
        }
    }

    private static String thrown(JsonNode details) {
        return details.path("exception")
                .path("description")
                .asText(details.path("text").asText());
    }

    private void heard(JsonNode message) {
        JsonNode parameters = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" -> problems.add(thrown(parameters.get("exceptionDetails")));
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert")
                        .contains(parameters.get("type").asText())) {
                    problems.add(parameters.get("args").toString());
                }
            }
            case "Log.entryAdded" ->
                problems.add(parameters.get("entry").get("text").asText() + " "
                        + parameters.get("entry").path("url").asText());
            case "Network.requestWillBeSent" -> {
                String url = parameters.get("request").get("url").asText();
                if (!url.startsWith("data:")
                        && !url.equals(parameters.path("documentURL").asText())) {
                    requests.add(url);
                }
            }
            default -> {
                // other events are of no interest
            }
        }
        CompletableFuture<JsonNode> awaited =
                expected.remove(message.path("method").asText());
        if (awaited != null) {
            awaited.complete(parameters);
        }
    }

    /** Puts the parts of messages together and hands them out. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean end) {
            text.append(part);
            if (end) {
                try {
                    JsonNode message = JSON.readTree(text.toString());
                    CompletableFuture<JsonNode> answer =
                            message.has("id") ? waiting.remove(message.get("id").asInt()) : null;
                    if (answer == null) {
                        heard(message);
                    } else {
                        answer.complete(message);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }
    }

    /** Ends the browser and removes its profile. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                handle.destroyForcibly();
            }
        }
        remove();
    }

    /** The last of its processes may still write: what they leave behind is in the folder of temporary files. */
    private void remove() throws IOException {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }
}
