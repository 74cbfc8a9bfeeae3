import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.knn.plugin.KNNPlugin;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.Netty4Plugin;

/** One node of a real OpenSearch on the loopback: `java -cp ... Server.java HOME PORT`. */
public class Server {
    private static final List<Class<? extends Plugin>> PLUGINS = List.of(
        Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class,
        ReindexPlugin.class, MapperExtrasPlugin.class, KNNPlugin.class, LoopbackOnly.class);

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        for (String folder : List.of("config", "modules", "plugins")) {
            Files.createDirectories(home.resolve(folder));
        }
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("cluster.name", "quorum")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            // It talks to no other node: any free port will do.
            .put("transport.port", "0")
            .put("discovery.type", "single-node")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("cluster.max_shards_per_node", 5000)
            .build();
        CountDownLatch stopped = new CountDownLatch(1);
        OpenSearchRunnerNode node =
            new OpenSearchRunnerNode(new Environment(settings, home.resolve("config")), PLUGINS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
            stopped.countDown();
        }));
        node.start();
        stopped.await();
    }

    /** Refuses every browser: no page talks to the search engine, and none may reach it by a name of its own. */
    public static class LoopbackOnly extends Plugin implements ActionPlugin {
        private static final List<String> HOSTS = List.of("127.0.0.1", "localhost", "[::1]");

        @Override
        public UnaryOperator<RestHandler> getRestHandlerWrapper(ThreadContext context) {
            return handler -> (request, channel, client) -> {
                if (isStranger(request)) {
                    channel.sendResponse(new BytesRestResponse(
                        RestStatus.FORBIDDEN, "Refused: only programs of this machine may ask."));
                } else {
                    handler.handleRequest(request, channel, client);
                }
            };
        }

        private static boolean isStranger(RestRequest request) {
            String host = request.header("Host");
            boolean isLoopback = host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
            String site = request.header("Sec-Fetch-Site");
            boolean isPage = request.header("Origin") != null || site != null && !site.equals("none");
            return !isLoopback || isPage;
        }
    }
}
