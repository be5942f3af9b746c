// Where lines of text may break; without the dictionary of Chinese and Japanese words, which has two
// megabytes and decides only what a double click marks. Lines of both break between any two signs.
macro_rules! own {
    ($($file:literal),+) => { $(include!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/segmenter_", $file, ".rs.data"));)+ };
}
own!(
    "break_grapheme_cluster_v1", "break_grapheme_cluster_v2", "break_line_override_v2", "break_line_v1",
    "break_line_v2", "break_line_v3", "break_sentence_override_v1", "break_sentence_override_v2",
    "break_sentence_v1", "break_sentence_v2", "break_word_override_v1", "break_word_v1", "break_word_v2",
    "dictionary_extended_v2", "lstm_auto_v1", "unihan_radical_v1"
);

/// What takes the data in.
#[doc(hidden)]
#[macro_export]
macro_rules! __make_provider {
    ($name:ty) => {
        impl $name {
            #[allow(dead_code)]
            pub(crate) const MUST_USE_MAKE_PROVIDER_MACRO: () = ();
        }
        icu_provider::marker::impl_data_provider_never_marker!($name);
    };
}
#[doc(inline)]
pub use __make_provider as make_provider;

/// No dictionary: whoever asks is told so, and does without.
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_segmenter_dictionary_auto_v2 {
    ($name:ty) => {
        impl icu_provider::DataProvider<icu::segmenter::provider::SegmenterDictionaryAutoV2> for $name {
            fn load(
                &self,
                request: icu_provider::DataRequest<'_>,
            ) -> Result<
                icu_provider::DataResponse<icu::segmenter::provider::SegmenterDictionaryAutoV2>,
                icu_provider::DataError,
            > {
                let marker =
                    <icu::segmenter::provider::SegmenterDictionaryAutoV2 as icu_provider::DataMarker>::INFO;
                Err(icu_provider::DataErrorKind::IdentifierNotFound.with_req(marker, request))
            }
        }
    };
}
#[doc(inline)]
pub use __impl_segmenter_dictionary_auto_v2 as impl_segmenter_dictionary_auto_v2;
