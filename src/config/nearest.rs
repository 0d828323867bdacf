//! What to say about a name that nobody knows.

use crate::rules::nearest;

/// A hint to add to a message about the unknown `name`: the nearest right one, else all of them.
pub(crate) fn hint<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(candidate) = nearest(name, candidates.clone()) {
        return format!("did you mean `{candidate}`?");
    }
    let known: Vec<&str> = candidates.into_iter().collect();
    format!("known are {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_or_all_of_them() {
        let names = ["create-extension", "exclude", "freeze"];
        assert_eq!(hint("exlcude", names), "did you mean `exclude`?");
        assert_eq!(hint("create_extension", names), "did you mean `create-extension`?");
        assert_eq!(hint("colour", names), "known are create-extension, exclude, freeze");
    }
}
