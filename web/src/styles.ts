import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/layout.css";
import "./session/session.css";
import "./videos/videos.css";
import "./conversation/conversation.css";
import "./watch/watch.css";
