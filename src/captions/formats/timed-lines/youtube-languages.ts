/** The languages of YouTube's pages, as its settings list them. */
export const YOUTUBE_LANGUAGES =
  `af az id ms bs ca cs da de et en en-GB en-IN es es-419 es-US eu fil fr fr-CA gl hr zu is it sw lv lt hu nl no uz pl
  pt pt-PT ro sq sk sl sr-Latn fi sv vi tr be bg ky kk mk mn ru sr uk el hy he ur ar fa ne mr hi as bn pa gu or ta te kn ml
  si th lo my ka am km zh-CN zh-TW zh-HK ja ko`.split(/\s+/);
