"""Who gets which answer where: the table that `test_roles` goes over, and the addresses that ask for no right.

A row is an address with the answers to a GET and to a POST, each to ROLES in their order: a status, or "in" where
somebody is led to a log-in. {id} and {version} are those of the model that the address names. What is sent is SENT: it
would delete, decide or invite wherever that is allowed.
"""

ROLES = ("visitor", "submitter", "staff", "viewer", "curator", "superuser")
METHODS = ("GET", "POST")
SENT = {
    "post": "yes",
    "action": "delete_selected",
    "_selected_action": "{id}",
    "decision": "spam",
    "spam-revision": "0",
    "email": "somebody@example.org",
    "slug": "somewhere",
}
_ROWS = """
/admin/                                                    in  in 200 200 200 200 |  in  in 200 200 200 200
/admin/login/                                             200 200 302 302 302 302 | 200 200 200 200 200 200
/admin/logout/                                            302 302 405 405 405 405 | 302 302 200 200 200 200
/admin/password_change/                                    in  in 200 200 200 200 |  in  in 200 200 200 200
/admin/password_change/done/                               in  in 200 200 200 200 |  in  in 405 405 405 405
/admin/autocomplete/?{field}                               in  in 403 200 200 200 |  in  in 405 405 405 405
/admin/jsi18n/                                             in  in 200 200 200 200 |  in  in 405 405 405 405
/admin/r/{type}/{submission_id}/                           in  in 403 302 302 302 |  in  in 403 302 302 302
/admin/others/{type}/{submission_id}/                      in  in 403 403 200 200 |  in  in 405 405 405 405
/admin/cluster/event/preview/en/                           in  in 405 405 405 405 |  in  in 403 403 200 200
/admin/cluster/event/{id}/history/{version}/               in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/event/                                      in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/cluster/event/add/                                  in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/cluster/event/{id}/history/                         in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/cluster/event/{id}/delete/                          in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/cluster/event/{id}/change/                          in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/event/{id}/                                 in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/cluster/publication/preview/en/                     in  in 405 405 405 405 |  in  in 403 403 200 200
/admin/cluster/publication/{id}/history/{version}/         in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/publication/                                in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/cluster/publication/add/                            in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/cluster/publication/{id}/history/                   in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/cluster/publication/{id}/delete/                    in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/cluster/publication/{id}/change/                    in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/publication/{id}/                           in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/cluster/fundingopportunity/preview/en/              in  in 405 405 405 405 |  in  in 403 403 200 200
/admin/cluster/fundingopportunity/{id}/history/{version}/  in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/fundingopportunity/                         in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/cluster/fundingopportunity/add/                     in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/cluster/fundingopportunity/{id}/history/            in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/cluster/fundingopportunity/{id}/delete/             in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/cluster/fundingopportunity/{id}/change/             in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/fundingopportunity/{id}/                    in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/cluster/message/                                    in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/cluster/message/add/                                in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/cluster/message/{id}/history/                       in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/cluster/message/{id}/delete/                        in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/cluster/message/{id}/answer/                        in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/cluster/message/{id}/change/                        in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/cluster/message/{id}/                               in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/cluster/page/preview/en/                            in  in 405 405 405 405 |  in  in 403 403 200 200
/admin/cluster/page/{id}/history/{version}/                in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/page/                                       in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/cluster/page/add/                                   in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/cluster/page/{id}/history/                          in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/cluster/page/{id}/delete/                           in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/cluster/page/{id}/change/                           in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/page/{id}/                                  in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/cluster/channel/{id}/history/{version}/             in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/channel/                                    in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/cluster/channel/add/                                in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/cluster/channel/{id}/history/                       in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/cluster/channel/{id}/delete/                        in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/cluster/channel/{id}/change/                        in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/cluster/channel/{id}/                               in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/newsletter/issue/put-together/                      in  in 405 405 405 405 |  in  in 403 403 302 302
/admin/newsletter/issue/preview/en/                        in  in 405 405 405 405 |  in  in 403 403 200 200
/admin/newsletter/issue/{id}/history/{version}/            in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/newsletter/issue/                                   in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/newsletter/issue/add/                               in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/newsletter/issue/{id}/history/                      in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/newsletter/issue/{id}/delete/                       in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/newsletter/issue/{id}/change/                       in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/newsletter/issue/{id}/                              in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/newsletter/subscriber/                              in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/newsletter/subscriber/add/                          in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/newsletter/subscriber/{id}/history/                 in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/newsletter/subscriber/{id}/delete/                  in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/newsletter/subscriber/{id}/change/                  in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/newsletter/subscriber/{id}/                         in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/intake/                                 in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/intake/add/                             in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/submissions/intake/{id}/history/                    in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/intake/{id}/delete/                     in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/submissions/intake/{id}/change/                     in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/submissions/intake/{id}/                            in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/caretaker/                              in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/caretaker/add/                          in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/submissions/caretaker/{id}/history/                 in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/caretaker/{id}/delete/                  in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/submissions/caretaker/{id}/change/                  in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/submissions/caretaker/{id}/                         in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/caretakerstep/                          in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/caretakerstep/add/                      in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/submissions/caretakerstep/{id}/history/             in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/caretakerstep/{id}/delete/              in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/submissions/caretakerstep/{id}/change/              in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/submissions/caretakerstep/{id}/                     in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/invitation/                             in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/submissions/invitation/add/                         in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/submissions/invitation/{id}/history/                in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/invitation/{id}/delete/                 in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/submissions/invitation/{id}/change/                 in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/submissions/invitation/{id}/                        in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/submission/campaign/{campaign}/         in  in 403 200 200 200 |  in  in 403 403 400 400
/admin/submissions/submission/                             in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/submissions/submission/add/                         in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/submissions/submission/{id}/history/                in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/submission/{id}/delete/                 in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/submissions/submission/{id}/change/                 in  in 403 200 200 200 |  in  in 403 403 302 302
/admin/submissions/submission/{id}/                        in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/reply/                                  in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/submissions/reply/add/                              in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/submissions/reply/{id}/history/                     in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/reply/{id}/delete/                      in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/submissions/reply/{id}/change/                      in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/submissions/reply/{id}/                             in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/upkeep/contactaddress/letter/project/{project}/     in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/contactaddress/                              in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/upkeep/contactaddress/add/                          in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/upkeep/contactaddress/{id}/history/                 in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/contactaddress/{id}/delete/                  in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/upkeep/contactaddress/{id}/change/                  in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/upkeep/contactaddress/{id}/                         in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/upkeep/likelypair/                                  in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/upkeep/likelypair/add/                              in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/likelypair/{id}/history/                     in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/likelypair/{id}/delete/                      in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/likelypair/{id}/change/                      in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/upkeep/likelypair/{id}/                             in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/upkeep/linkcheck/                                   in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/upkeep/linkcheck/add/                               in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/linkcheck/{id}/history/                      in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/linkcheck/{id}/delete/                       in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/linkcheck/{id}/change/                       in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/upkeep/linkcheck/{id}/                              in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/upkeep/question/                                    in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/question/add/                                in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/question/{id}/history/                       in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/question/{id}/delete/                        in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/question/{id}/change/                        in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/upkeep/question/{id}/                               in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/upkeep/signoflife/                                  in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/upkeep/signoflife/add/                              in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/upkeep/signoflife/{id}/history/                     in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/signoflife/{id}/delete/                      in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/upkeep/signoflife/{id}/change/                      in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/upkeep/signoflife/{id}/                             in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/upkeep/visitorsword/                                in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/visitorsword/add/                            in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/visitorsword/{id}/history/                   in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/upkeep/visitorsword/{id}/delete/                    in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/upkeep/visitorsword/{id}/change/                    in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/upkeep/visitorsword/{id}/                           in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/projects/project/process_import/                    in  in 405 405 405 405 |  in  in 403 403 302 302
/admin/projects/project/import/                            in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/projects/project/import/{project_import}/           in  in 403 403 200 200 |  in  in 405 405 405 405
/admin/projects/project/export/                            in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/projects/project/{id}/history/{version}/            in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/projects/project/                                   in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/projects/project/add/                               in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/projects/project/{id}/history/                      in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/projects/project/{id}/delete/                       in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/projects/project/{id}/change/                       in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/projects/project/{id}/                              in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/organisations/organisation/process_import/          in  in 405 405 405 405 |  in  in 403 403 302 302
/admin/organisations/organisation/import/                  in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/organisations/organisation/import/{organisation_import}/ in  in 403 403 200 200 |  in  in 405 405 405 405
/admin/organisations/organisation/export/                  in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/organisations/organisation/{id}/history/{version}/  in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/organisations/organisation/                         in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/organisations/organisation/add/                     in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/organisations/organisation/{id}/history/            in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/organisations/organisation/{id}/delete/             in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/organisations/organisation/{id}/change/             in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/organisations/organisation/{id}/                    in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/entries/entrytext/                                  in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/entries/entrytext/add/                              in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/entries/entrytext/{id}/history/                     in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/entries/entrytext/{id}/delete/                      in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/entries/entrytext/{id}/change/                      in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/entries/entrytext/{id}/                             in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/submissions/translator/                             in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/submissions/translator/add/                         in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/submissions/translator/{id}/history/                in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/submissions/translator/{id}/delete/                 in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/submissions/translator/{id}/change/                 in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/submissions/translator/{id}/                        in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/entries/merger/                                     in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/entries/merger/add/                                 in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/entries/merger/{id}/history/                        in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/entries/merger/{id}/delete/                         in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/entries/merger/{id}/change/                         in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/entries/merger/{id}/                                in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/entries/formeraddress/                              in  in 403 200 200 200 |  in  in 403 200 200 302
/admin/entries/formeraddress/add/                          in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/entries/formeraddress/{id}/history/                 in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/entries/formeraddress/{id}/delete/                  in  in 403 403 403 200 |  in  in 403 403 403 302
/admin/entries/formeraddress/{id}/change/                  in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/entries/formeraddress/{id}/                         in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/taxonomy/theme/{id}/history/{version}/              in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/taxonomy/theme/                                     in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/taxonomy/theme/add/                                 in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/taxonomy/theme/{id}/history/                        in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/taxonomy/theme/{id}/delete/                         in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/taxonomy/theme/{id}/change/                         in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/taxonomy/theme/{id}/                                in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/taxonomy/city/{id}/history/{version}/               in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/taxonomy/city/                                      in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/taxonomy/city/add/                                  in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/taxonomy/city/{id}/history/                         in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/taxonomy/city/{id}/delete/                          in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/taxonomy/city/{id}/change/                          in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/taxonomy/city/{id}/                                 in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/screening/blockeddomain/block/                      in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/screening/blockeddomain/                            in  in 403 200 200 200 |  in  in 403 200 302 302
/admin/screening/blockeddomain/add/                        in  in 403 403 200 200 |  in  in 403 403 200 200
/admin/screening/blockeddomain/{id}/history/               in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/screening/blockeddomain/{id}/delete/                in  in 403 403 200 200 |  in  in 403 403 302 302
/admin/screening/blockeddomain/{id}/change/                in  in 403 200 200 200 |  in  in 403 403 200 200
/admin/screening/blockeddomain/{id}/                       in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/auth/group/                                         in  in 403 403 403 200 |  in  in 403 403 403 302
/admin/auth/group/add/                                     in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/auth/group/{id}/history/                            in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/auth/group/{id}/delete/                             in  in 403 403 403 200 |  in  in 403 403 403 302
/admin/auth/group/{id}/change/                             in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/auth/group/{id}/                                    in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/accounts/user/{id}/password/                        in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/user/                                      in  in 403 403 403 200 |  in  in 403 403 403 302
/admin/accounts/user/add/                                  in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/user/{id}/history/                         in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/user/{id}/delete/                          in  in 403 403 403 200 |  in  in 403 403 403 302
/admin/accounts/user/{id}/change/                          in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/user/{id}/                                 in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/post_office/email/                                  in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/post_office/email/add/                              in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/post_office/email/{id}/history/                     in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/post_office/email/{id}/delete/                      in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/post_office/email/{id}/change/                      in  in 403 403 403 200 |  in  in 403 403 403 403
/admin/post_office/email/{id}/                             in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/accounts/login/                                     in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/login/add/                                 in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/accounts/login/{id}/history/                        in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/login/{id}/delete/                         in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/accounts/login/{id}/change/                         in  in 403 403 403 200 |  in  in 403 403 403 403
/admin/accounts/login/{id}/                                in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/accounts/look/                                      in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/look/add/                                  in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/accounts/look/{id}/history/                         in  in 403 403 403 200 |  in  in 403 403 403 200
/admin/accounts/look/{id}/delete/                          in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/accounts/look/{id}/change/                          in  in 403 403 403 200 |  in  in 403 403 403 403
/admin/accounts/look/{id}/                                 in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/operations/jobstate/                                in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/operations/jobstate/add/                            in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/operations/jobstate/{id}/history/                   in  in 403 200 200 200 |  in  in 403 200 200 200
/admin/operations/jobstate/{id}/delete/                    in  in 403 403 403 403 |  in  in 403 403 403 403
/admin/operations/jobstate/{id}/change/                    in  in 403 200 200 200 |  in  in 403 403 403 403
/admin/operations/jobstate/{id}/                           in  in 302 302 302 302 |  in  in 302 302 302 302
/admin/ask-again/                                          in  in 200 200 200 200 |  in  in 200 200 200 200
/admin/log-ins/                                            in  in 200 200 200 200 |  in  in 302 302 302 302
/admin/password_reset/                                    200 200 200 200 200 200 | 302 302 302 302 302 302
/admin/password_reset/x/y/                                200 200 200 200 200 200 | 200 200 200 200 200 200
/admin/password_reset/complete/                           200 200 200 200 200 200 | 405 405 405 405 405 405
/admin/password_reset/done/                               200 200 200 200 200 200 | 405 405 405 405 405 405
/admin/second-factor/                                      in  in 200 200 200 200 |  in  in 405 405 405 405
/admin/second-factor/1/remove/                             in  in 404 404 404 404 |  in  in 404 404 404 404
/admin/second-factor/ask/TOTP/                            404 404 404 404 404 404 | 404 404 404 404 404 404
/admin/second-factor/new/TOTP/                             in  in 200 200 200 200 |  in  in 404 404 404 404
/admin/second-factor/recovery-codes/                       in  in 200 200 200 200 |  in  in 302 302 302 302
/admin/projects/                                           in  in 404 200 200 200 |  in  in 404 200 200 200
/admin/nothing/                                            in  in 404 404 404 404 |  in  in 404 404 404 404
/projects/draft/                                          404 404 404 404 200 200 | 405 405 405 405 405 405
/projects/draft/card.png                                  404 404 404 404 404 404 | 405 405 405 405 405 405
/organisations/draft/                                     404 404 404 404 200 200 | 405 405 405 405 405 405
/organisations/draft/card.png                             404 404 404 404 404 404 | 405 405 405 405 405 405
/events/draft/                                            404 404 404 404 200 200 | 405 405 405 405 405 405
/events/draft.ics                                         404 404 404 404 404 404 | 405 405 405 405 405 405
/events/draft/card.png                                    404 404 404 404 404 404 | 405 405 405 405 405 405
/publications/draft/                                      404 404 404 404 200 200 | 405 405 405 405 405 405
/publications/draft.bib                                   404 404 404 404 404 404 | 405 405 405 405 405 405
/publications/draft/card.png                              404 404 404 404 404 404 | 405 405 405 405 405 405
/funding/draft/                                           404 404 404 404 200 200 | 405 405 405 405 405 405
/funding/draft/card.png                                   404 404 404 404 404 404 | 405 405 405 405 405 405
/newsletter/draft/                                        404 404 404 404 200 200 | 405 405 405 405 405 405
/draft/                                                   404 404 404 404 200 200 | 405 405 405 405 405 405
/draft/card.png                                           404 404 404 404 404 404 | 405 405 405 405 405 405
/cities/unused/                                           404 404 404 404 200 200 | 405 405 405 405 405 405
/cities/unused/card.png                                   404 404 404 404 404 404 | 405 405 405 405 405 405
/mine/                                                     in 200 200 200 200 200 |  in 405 405 405 405 405
/mine/sign-in/                                            200 302 302 302 302 302 | 200 200 200 200 200 200
/mine/sign-in/{user}/wrong/                               403 403 403 403 403 403 | 403 403 403 403 403 403
/mine/sessions/                                            in 405 405 405 405 405 |  in 302 302 302 302 302
/mine/translate/                                               in 403 403 403 403 403 |  in 405 405 405 405 405
/mine/translate/uk/table.csv                                   in 403 403 403 403 403 |  in 405 405 405 405 405
/mine/translate/uk/table/                                      in 403 403 403 403 403 |  in 403 403 403 403 403
/mine/translate/uk/project/{project}/                          in 403 403 403 403 403 |  in 403 403 403 403 403
/mine/sign-out/                                            in 405 405 405 405 405 |  in 302 302 302 302 302
/mine/data.json                                            in 200 200 200 200 200 |  in 405 405 405 405 405
/mine/delete/                                              in 200 200 200 200 200 |  in 302 403 403 403 403
/mine/invitations/{invitation}/                            in 405 405 405 405 405 |  in 302 404 404 404 404
/mine/invitations/{invitation}/wrong/                     403 403 403 403 403 403 | 403 403 403 403 403 403
/mine/handed-in/{waiting}/                                 in 200 404 404 404 404 |  in 405 405 405 405 405
/mine/handed-in/{waiting}/edit/                            in 200 404 404 404 404 |  in 200 404 404 404 404
/mine/handed-in/{withdrawn}/anew/                          in 200 404 404 404 404 |  in 200 404 404 404 404
/mine/handed-in/{unconfirmed}/confirm/                     in 405 405 405 405 405 |  in 302 404 404 404 404
/mine/handed-in/{waiting}/withdraw/                        in 200 404 404 404 404 |  in 302 404 404 404 404
/mine/project/{project}/change/                            in 200 403 403 403 403 |  in 200 403 403 403 403
/mine/project/{project}/confirm/                           in 405 405 405 405 405 |  in 302 403 403 403 403
/mine/project/{project}/people/                            in 200 403 403 403 403 |  in 302 403 403 403 403
/mine/project/{project}/leave/                             in 405 405 405 405 405 |  in 200 403 403 403 403
/submit/confirm/{unconfirmed}/wrong/                      403 302 403 403 403 403 | 403 302 403 403 403 403
/submit/logo/wrong/                                       404 404 404 404 404 404 | 405 405 405 405 405 405
/newsletter/confirm/wrong/                                403 403 403 403 403 403 | 403 403 403 403 403 403
/newsletter/unsubscribe/wrong/                            403 403 403 403 403 403 | 403 403 403 403 403 403
/newsletter/settings/wrong/                               403 403 403 403 403 403 | 403 403 403 403 403 403
/newsletter/settings/wrong/delete/                        403 403 403 403 403 403 | 403 403 403 403 403 403
/asking/answer/wrong/right/                                403 403 403 403 403 403 | 403 403 403 403 403 403
/asking/change/wrong/                                      403 403 403 403 403 403 | 403 403 403 403 403 403
/asking/stop/wrong/                                        403 403 403 403 403 403 | 403 403 403 403 403 403
/styleguide/                                               in 403 200 200 200 200 |  in 403 405 405 405 405
/styleguide/410/                                           in 403 410 410 410 410 |  in 403 405 405 405 405
"""


def _read(line):
    """Return (address, method -> answers) of a line."""
    address, *answers = line.replace("|", "").split()
    return address, {"GET": answers[: len(ROLES)], "POST": answers[len(ROLES) :]}


TABLE = dict(map(_read, _ROWS.strip().splitlines()))

# Routes of what everybody may read and send; of some the address itself is the secret.
PUBLIC = {
    "",
    ".well-known/security.txt",
    r"^asking/(?P<kind>project|organisation)/(?P<slug>[-\w]+)/$",
    r"^claim/(?P<kind>project|organisation)/(?P<slug>[-\w]+)/$",
    r"^report/(?P<kind>project|organisation)/(?P<slug>[-\w]+)/$",
    "card.png",
    "cities/",
    "cluster/",
    "contact/",
    "events.<str:extension>",
    "events/",
    "events/<int:year>/<int:month>/",
    "events/card.png",
    "events/handout.html",
    "events/month/",
    "funding.<str:extension>",
    "funding/",
    "funding/card.png",
    "funding/handout.html",
    "insights/",
    "insights/<slug:chart>.csv",
    "my-list.atom",
    "my-list/",
    "map/",
    "map/<slug:region>/",
    "map/picture.svg",
    "media/<path:path>",
    "newsletter.atom",
    "newsletter/",
    "organisations.<str:extension>",
    "organisations/",
    "organisations/card.png",
    "organisations/handout.html",
    "projects.<str:extension>",
    "projects/",
    "projects/card.png",
    "projects/handout.html",
    "publications.<str:extension>",
    "publications/",
    "publications/card.png",
    "publications/handout.html",
    "qr.svg",
    "robots.txt",
    "search/",
    "site.webmanifest",
    "sitemap-<section>.xml",
    "sitemap.xml",
    "submit/",
    "submit/language/",
    "submit/organisation/",
    "submit/organisations/",
    "submit/project/",
    "submit/rules/",
    "submit/sent/<uuid:token>/",
    "submit/similar/",
    "submit/tell-me/",
    "suggest/",
    "themes/",
    "themes/<slug:slug>/",
    "themes/<slug:slug>/card.png",
}
